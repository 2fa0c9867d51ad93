import assert from "node:assert/strict";
import { test } from "node:test";
import { chartScales, linePath, rankTicks, valueTicks } from "../../web/page/chart-scales.js";

for (const [values, ticks] of [
  [[], [0, 1]],
  [[0], [0, 1]],
  [[7], [7, 8]],
  [[0, 3], [0, 1, 2, 3]],
  [[0, 10], [0, 5, 10]],
  [[0, 7], [0, 2.5, 5, 7.5]],
  [[12, 98], [0, 50, 100]],
  [[1_000_000, 1_900_000], [1_000_000, 1_500_000, 2_000_000]],
]) {
  test(`the ticks of the values [${values}] are [${ticks}]`, () => {
    assert.deepEqual(valueTicks(values), ticks);
  });
}

test("the ticks enclose all values, in equal steps", () => {
  for (let low = 0; low < 40; low += 3) {
    for (const high of [low, low + 1, low * 7 + 2, low * 1_000_003 + 5]) {
      const ticks = valueTicks([low, high]);
      assert.ok(ticks[0] <= low && ticks.at(-1) >= high, `${low} to ${high}: ${ticks}`);
      assert.ok(ticks.length >= 2 && ticks.length <= 6, `${low} to ${high}: ${ticks}`);
      const step = ticks[1] - ticks[0];
      for (let index = 2; index < ticks.length; index += 1) {
        assert.equal(ticks[index] - ticks[index - 1], step);
      }
    }
  }
});

for (const [ranks, ticks] of [
  [[], [1, 2]],
  [[1], [1, 3, 5]],
  [[1, 2, 3], [1, 3, 5]],
  [[10], [9, 11, 13]],
  [[5, 104], [4, 55, 105]],
]) {
  test(`the ticks of the ranks [${ranks}] are [${ticks}]`, () => {
    assert.deepEqual(rankTicks(ranks), ticks);
  });
}

const dates = ["2026-01-01", "2026-01-02", "2026-01-05"];
const points = new Map([
  ["2026-01-01", { value: 0, rank: 1 }],
  ["2026-01-02", { value: 10, rank: 5 }],
  ["2026-01-05", { value: 5, rank: null }],
]);

test("time runs from left to right in proportion", () => {
  // Six pixels are free at each side of the panel, which ends 52 pixels before the width.
  const { x } = chartScales(464, dates, [{ points }]);
  assert.deepEqual(dates.map(x), [6, 106, 406]);
});

test("a single date is in the middle", () => {
  const { x } = chartScales(452, ["2026-01-01"], [{ points }]);
  assert.equal(x("2026-01-01"), 200);
});

test("values go up and ranks go down", () => {
  const { value, rank } = chartScales(464, dates, [{ points }]);
  assert.deepEqual([value.y(0), value.y(5), value.y(10)],
    [value.bottom, (value.top + value.bottom) / 2, value.top]);
  assert.deepEqual(rank.ticks, [1, 4, 6]);
  assert.deepEqual([rank.y(1), rank.y(3.5), rank.y(6)],
    [rank.top, (rank.top + rank.bottom) / 2, rank.bottom]);
});

test("the labels of dates do not overlap, and the last date has one", () => {
  const days = Array.from({ length: 31 }, (_, index) => String(index + 1).padStart(2, "0"));
  const many = days.map((day) => `2026-01-${day}`);
  const { labels, x } = chartScales(464, many, [{ points: new Map() }]);
  assert.equal(labels[0], 30);
  for (let index = 1; index < labels.length; index += 1) {
    assert.ok(x(many[labels[index - 1]]) - x(many[labels[index]]) >= 64);
  }
  // The dates are 13.3 pixels apart, so every fifth has room for a label.
  assert.deepEqual(labels, [30, 25, 20, 15, 10, 5, 0]);
});

test("a line connects the points and breaks at a missing value", () => {
  const scales = { x: (date) => Number(date), value: { y: (number) => number * 2 } };
  const line = new Map([
    ["0", { value: 1 }], ["1", { value: 2.25 }], ["2", { value: null }], ["4", { value: 3 }],
    ["5", { value: 4 }],
  ]);
  assert.equal(linePath(line, ["0", "1", "2", "3", "4", "5"], scales, "value"),
    "M0.0 2.0L1.0 4.5M4.0 6.0L5.0 8.0");
});

test("a line without points is empty", () => {
  assert.equal(linePath(new Map(), dates, { x: () => 0 }, "value"), "");
});
