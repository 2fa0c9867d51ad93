import assert from "node:assert/strict";
import { test } from "node:test";
import { describeChange, describeEntryChange } from "../../web/shared/rank-change.js";

for (const [change, before, described] of [
  [3, 10, { direction: "up", words: "Up 3, was rank 10", mark: "3" }],
  [-1200, 1, { direction: "down", words: "Down 1,200, was rank 1", mark: "1,200" }],
  [1, 2, { direction: "up", words: "Up 1, was rank 2", mark: "1" }],
  [0, 4, { direction: "same", words: "Unchanged", mark: "–" }],
]) {
  test(`a change of ${change} reads "${described.words}"`, () => {
    assert.deepEqual(describeChange(change, before), described);
  });
}

for (const [entry, words] of [
  [{ rank: 7, previous: { rank: 10 } }, "Up 3, was rank 10"],
  [{ rank: 12, previous: { rank: 10 } }, "Down 2, was rank 10"],
  [{ rank: 10, previous: { rank: 10 } }, "Unchanged"],
  [{ rank: 10, previous: null }, "Not ranked before"],
  [{ rank: 10 }, undefined],
]) {
  test(`an entry ${JSON.stringify(entry)} reads ${words ?? "nothing"}`, () => {
    assert.equal(describeEntryChange(entry)?.words, words);
  });
}

test("without a comparison there is no change", () => {
  assert.equal(describeEntryChange({ rank: 1 }), null);
});
