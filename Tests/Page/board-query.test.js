import assert from "node:assert/strict";
import { test } from "node:test";
import { firstPageQuery, nextPageQuery } from "../../web/page/board-query.js";

const whole = { date: "2026-01-26", search: null, around: null };

for (const [shown, limit] of [
  [undefined, 100], [null, 100], [0, 100], [100, 100], [101, 101], [1000, 1000], [5000, 1000],
]) {
  test(`after ${shown} shown entries the first page has ${limit}`, () => {
    assert.deepEqual(firstPageQuery(whole, shown),
      { date: "2026-01-26", limit, search: null, around: null, compare: "previous" });
  });
}

test("a search has the usual page", () => {
  assert.deepEqual(firstPageQuery({ ...whole, search: "ann" }, 300),
    { date: "2026-01-26", limit: 100, search: "ann", around: null, compare: "previous" });
});

test("the board around a player ignores the search", () => {
  assert.deepEqual(firstPageQuery({ ...whole, search: "ann", around: "7" }, 300),
    { date: "2026-01-26", limit: 100, search: null, around: "7", compare: "previous" });
});

test("the next page continues the search at the cursor", () => {
  assert.deepEqual(nextPageQuery({ ...whole, search: "ann" }, "c1"), {
    date: "2026-01-26", limit: 100, search: "ann", around: null, compare: "previous", cursor: "c1",
  });
});

test("the next page around a player is a page of the whole board", () => {
  assert.deepEqual(nextPageQuery({ ...whole, search: "ann", around: "7" }, "c1"), {
    date: "2026-01-26", limit: 100, search: null, around: null, compare: "previous", cursor: "c1",
  });
});
