import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, movedFrom, SHOWN_MS } from "../../web/live/recent-change.js";
import { reorder } from "../../web/live/row-order.js";

/** An element as far as the order of children needs it. It counts how often children are put. */
class Row {
  constructor(name, ...children) {
    Object.assign(this, { name, children, parent: null, moves: 0 });
    for (const child of children) child.parent = this;
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get nextElementSibling() {
    const { children } = this.parent;
    return children[children.indexOf(this) + 1] ?? null;
  }

  remove() {
    const { children } = this.parent;
    children.splice(children.indexOf(this), 1);
    this.parent = null;
  }

  insertBefore(child, next) {
    if (child.parent) child.remove();
    const place = next === null ? this.children.length : this.children.indexOf(next);
    assert.notEqual(place, -1);
    this.children.splice(place, 0, child);
    child.parent = this;
    child.moves += 1;
    this.moves += 1;
  }
}

/** A body with rows in an order, and the rows by name. */
function body(names) {
  const rows = Object.fromEntries([..."abcdefghij"].map((name) => [name, new Row(name)]));
  return { rows, container: new Row("body", ...[...names].map((name) => rows[name])) };
}

const named = ({ children }) => children.map(({ name }) => name).join("");

for (const [before, after, moves] of [
  ["abcde", "abcde", 0], ["abcde", "eabcd", 1], ["abcde", "bcdea", 1], ["abcde", "acbde", 1],
  ["", "abc", 3], ["abc", "", 0], ["abc", "abcd", 1], ["abcd", "bd", 0], ["abcdef", "abdefc", 1],
]) {
  test(`"${before}" becomes "${after}" with ${moves} moves`, () => {
    const { container, rows } = body(before);
    reorder(container, [...after].map((name) => rows[name]));
    assert.deepEqual([named(container), container.moves], [after, moves]);
  });
}

test("every order is reached from every other one, and the focused row never moves", () => {
  const orders = [
    "abcd", "bacd", "dcba", "cdab", "bdac", "acbd", "dabc", "bcda", "abe", "eb", "fba",
  ];
  for (const before of orders) {
    for (const after of orders) {
      const both = [...before].filter((name) => after.includes(name));
      for (const focused of [null, ...both]) {
        const { container, rows } = body(before);
        reorder(container, [...after].map((name) => rows[name]), rows[focused] ?? null);
        assert.equal(named(container), after, `${before} to ${after} with ${focused}`);
        if (focused) assert.equal(rows[focused].moves, 0, `${before} to ${after} with ${focused}`);
      }
    }
  }
});

test("moves within the shown time are one change", () => {
  const first = movedFrom(null, 10, 1_000);
  const second = movedFrom(first, 8, 5_000);
  assert.deepEqual(second, { from: 10, at: 5_000 });
  assert.equal(isOver(second, 5_000 + SHOWN_MS - 1), false);
  assert.equal(isOver(second, 5_000 + SHOWN_MS), true);
  assert.deepEqual(movedFrom(second, 3, 5_000 + SHOWN_MS), { from: 3, at: 5_000 + SHOWN_MS });
});
