import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boardDescription, boardTitle, closingNote, matchAnnouncement, shareOf, valueChange,
} from "../../web/page/board-text.js";

const board = { total_players: 300, ranked_players: 300, previous_date: "2026-01-14" };

for (const [changes, search, text] of [
  [{}, null, "300 players · changes since Jan 14, 2026"],
  [{ ranked_players: 1200, total_players: 1500 }, null,
    "1,500 players, 1,200 ranked · changes since Jan 14, 2026"],
  [{ ranked_players: null }, "ann",
    "300 players · ranks are those of the whole board · changes since Jan 14, 2026"],
  [{ total_players: 1, ranked_players: 1, previous_date: null }, null,
    "1 player · no earlier snapshot"],
]) {
  test(`a board is described as "${text}"`, () => {
    assert.equal(boardDescription({ ...board, ...changes }, { search }), text);
  });
}

test("the title has the date once it is known", () => {
  const address = { metric: "kill_points", kingdom: "51" };
  assert.equal(boardTitle(address, null), "Kill points, Kingdom 51");
  assert.equal(boardTitle(address, "2026-01-26"), "Kill points, Kingdom 51, Jan 26, 2026");
});

const full = { ...board, entries: [{}] };

for (const [shown, text] of [
  [[{ ...board, entries: [] }, "ann", 0, null], "Nobody matches “ann”."],
  [[{ ...board, entries: [] }, null, 0, null], "Nobody in this snapshot has a value here."],
  [[full, "ann", 1, null], "1 player matches."],
  [[full, "ann", 40, null], "40 players match."],
  [[full, "ann", 100, "c1"], ""],
  [[full, null, 300, null], ""],
  [[{ ...full, ranked_players: null }, null, 300, null], ""],
  [[{ ...full, ranked_players: 299 }, null, 299, null], "1 player has no value here and no rank."],
  [[{ ...full, ranked_players: 290 }, null, 290, null],
    "10 players have no value here and no rank."],
  [[{ ...full, ranked_players: 290 }, null, 100, "c1"], ""],
]) {
  test(`the note below ${shown[2]} rows is "${text}"`, () => {
    assert.equal(closingNote(...shown), text);
  });
}

for (const [count, next, text] of [
  [0, null, "0 players match"], [1, null, "1 player matches"], [2, null, "2 players match"],
  [100, "c1", "more than 100 players match"],
]) {
  test(`a search announces "${text}"`, () => {
    const entries = Array.from({ length: count }, () => ({}));
    assert.equal(matchAnnouncement({ entries, next_cursor: next }), text);
  });
}

for (const [value, previous, change] of [
  [5, undefined, null], [5, null, null], [5, { value: 5 }, "–"], [1500, { value: 200 }, "+1,300"],
  [5, { value: 8 }, "−3"],
]) {
  test(`the change from ${previous?.value} to ${value} is ${change}`, () => {
    assert.equal(valueChange({ value, previous }), change);
  });
}

for (const [value, max, share] of [
  [5, 10, 0.5], [1, 1, 1], [10, 10, 1], [11, 10, 1], [0, 10, 0], [0, 0, 0], [5, 0, 0],
]) {
  test(`${value} of ${max} is a share of ${share}`, () => {
    assert.equal(shareOf(value, max), share);
  });
}
