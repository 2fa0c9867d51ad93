import assert from "node:assert/strict";
import { test } from "node:test";
import { boardName, boardRules, listNote } from "../../web/live/board-words.js";
import { formatAddress, parseAddress } from "../../web/live/live-address.js";
import { boardPath, withQuery } from "../../web/live/live-paths.js";
import { problemOf, wantsToken } from "../../web/live/problem-text.js";
import { submissionBody, submissionText } from "../../web/live/score-form.js";
import { gapText, scoreFormat, shareOfBest } from "../../web/live/score-text.js";
import { periodText, remainingText } from "../../web/live/time-text.js";
import { Rejection, Unreachable } from "../../web/shared/api.js";

for (const [query, address] of [
  ["", { board: null, period: null, player: null }],
  ["?board=game1&unknown=1", { board: "game1", period: null, player: null }],
  ["?board=a&period=2026-11-30T00:00:00Z&player=%E2%80%AEx",
    { board: "a", period: "2026-11-30T00:00:00Z", player: "\u202ex" }],
  [`?board=${"a".repeat(401)}`, { board: null, period: null, player: null }],
]) {
  test(`the address ${query.slice(0, 60)} is parsed`, () => {
    assert.deepEqual(parseAddress(query), address);
  });
}

test("an address is formatted so that it is parsed again", () => {
  const address = { board: "a:b", period: "2026-11-30T00:00:00Z", player: "a&b=c #1/é" };
  assert.deepEqual(parseAddress(formatAddress(address).slice(1)), address);
  assert.equal(formatAddress({ board: null, period: null, player: null }), "/");
  assert.equal(formatAddress({ board: "a:b" }), "/?board=a:b");
});

test("the segments of a path are escaped", () => {
  assert.equal(boardPath("game1"), "/api/v1/leaderboards/game1");
  assert.equal(boardPath("a:b", ["player", "x/../y?#"]),
    "/api/v1/leaderboards/a%3Ab/player/x%2F..%2Fy%3F%23");
  assert.equal(boardPath("a", ["top"], { limit: 5, period: null }),
    "/api/v1/leaderboards/a/top?limit=5");
  assert.equal(withQuery("/p", { cursor: null }), "/p");
});

for (const [places, score, text] of [
  [0, 1234567, "1,234,567"], [2, 1.5, "1.50"], [0, 9007199254740991, "9,007,199,254,740,991"],
  [2, -0.25, "-0.25"], [9, 0.000000001, "0.000000001"],
]) {
  test(`${score} with ${places} places reads ${text}`, () => {
    assert.equal(scoreFormat(places)(score), text);
  });
}

for (const [score, best, order, share] of [
  [50, 100, "desc", 0.5], [100, 100, "desc", 1], [0, 100, "desc", 0], [-5, -1, "desc", 0],
  [20, 10, "asc", 0.5], [10, 10, "asc", 1], [0, 0, "asc", 0],
]) {
  test(`${score} is ${share} of ${best} where ${order} counts`, () => {
    assert.equal(shareOfBest(score, best, order), share);
  });
}

test("the gap to the leader, and of the leader", () => {
  const entries = [{ score: 100 }, { score: 80 }, { score: 80 }];
  const gaps = [0, 1, 2].map((index) => gapText(entries, index, scoreFormat(0)));
  assert.deepEqual(gaps, ["leads by 20", "20 behind", "20 behind"]);
  assert.equal(gapText([{ score: 1 }], 0, scoreFormat(0)), "leads");
  assert.equal(gapText([{ score: 1 }, { score: 1 }], 1, scoreFormat(0)), "tied for first");
});

for (const [milliseconds, text] of [
  [0, "00:00:00"], [-5, "00:00:00"], [1, "00:00:01"], [59_000, "00:00:59"],
  [3_600_000, "01:00:00"], [86_399_000, "23:59:59"], [86_400_000, "1 d 00:00:00"],
  [3 * 86_400_000 + 3_723_000, "3 d 01:02:03"],
]) {
  test(`${milliseconds} ms that remain read ${text}`, () => {
    assert.equal(remainingText(milliseconds), text);
  });
}

test("a period reads as its days in the board's zone", () => {
  const week = { start: "2026-11-22T23:00:00Z", end: "2026-11-29T23:00:00Z" };
  assert.match(periodText(week, "Europe/Berlin"), /^Nov 23\s–\s29, 2026$/);
  const day = { start: "2026-11-29T23:00:00Z", end: "2026-11-30T23:00:00Z" };
  assert.equal(periodText(day, "Europe/Berlin"), "Nov 30, 2026");
  assert.equal(periodText({ start: null, end: null }, "UTC"), "All time");
  assert.equal(periodText({ start: "2026-11-30T00:00:00Z", end: null }, "UTC"),
    "Since Nov 30, 2026");
  assert.equal(periodText({ start: null, end: "2026-11-30T00:00:00Z" }, "No/Such"),
    "Until Nov 29, 2026");
});

test("a period of an hour reads with its hours", () => {
  const hour = { start: "2026-11-30T10:00:00Z", end: "2026-11-30T11:00:00Z" };
  assert.match(periodText(hour, "UTC"), /^Nov 30, 2026, 10:00\s–\s11:00\sAM$/);
});

test("a board without a visible name has its id", () => {
  assert.equal(boardName({ id: "game1", name: "Game 1" }), "Game 1");
  assert.equal(boardName({ id: "game1", name: " \u200b" }), "game1");
});

test("the rules of a board in one line", () => {
  const board = {
    sort_order: "asc", update_mode: "best", reset_period: "weekly", max_entries: 1000,
  };
  assert.equal(boardRules(board),
    "lowest first · the best score counts · resets weekly · keeps 1,000");
  assert.equal(
    boardRules({ sort_order: "desc", update_mode: "increment", reset_period: "0 0 * * 1" }),
    "highest first · scores add up · resets at 0 0 * * 1");
});

for (const [shown, total, note] of [
  [100, 1000, "The first 100 of 1,000 players."], [3, 3, "3 players."], [1, 1, "1 player."],
  [0, 0, ""],
]) {
  test(`the note of ${shown} of ${total} reads "${note}"`, () => {
    assert.equal(listNote(shown, total), note);
  });
}

test("a problem that names a field belongs to the field", () => {
  const error = new Rejection(422, { detail: "score: expected a number" });
  assert.deepEqual(problemOf(error, ["player_id", "score"]),
    { field: "score", text: "Expected a number." });
  assert.deepEqual(problemOf(error, ["id"]), { field: null, text: "Score: expected a number." });
  const taken = new Rejection(409, { code: "leaderboard_exists", detail: "game1 exists" });
  assert.equal(problemOf(taken, ["id", "name"]).field, "id");
});

test("a problem says when to try again", () => {
  const busy = new Rejection(429, { detail: "too many requests" }, 7);
  assert.equal(problemOf(busy, []).text, "Too many requests. Try again in 7 s.");
  assert.equal(problemOf(new Unreachable("No answer."), []).text, "No answer. Try again.");
});

test("another token may help where one is missing or not enough", () => {
  assert.deepEqual([401, 403, 404, 429].map((status) => wantsToken(new Rejection(status, {}))),
    [true, true, false, false]);
  assert.equal(wantsToken(new Unreachable("away")), false);
});

test("a score is sent as it was typed, so that no digit is lost", () => {
  const submission = { board: "game1", player: 'a"b', score: "9007199254740993.10" };
  assert.equal(submissionBody(submission),
    '{"player_id":"a\\"b","leaderboard_id":"game1","score":9007199254740993.10}');
});

for (const score of ["", "1e5", "abc", "1,5", "01", "NaN", "1} "]) {
  test(`the score "${score}" is refused before it is sent`, () => {
    assert.throws(() => submissionBody({ board: "a", player: "b", score }),
      (error) => problemOf(error, ["score"]).field === "score");
  });
}

for (const [recorded, text] of [
  [{ status: "recorded", changed: true, score: 1500, rank: 3 }, "Recorded: 1,500, rank 3."],
  [{ status: "recorded", changed: false, score: 1500, rank: 3 },
    "Recorded, no change: 1,500, rank 3."],
  [{ status: "repeated", changed: true, score: 1500, rank: null },
    "Recorded before: 1,500, without a rank."],
]) {
  test(`a submission reads "${text}"`, () => {
    assert.equal(submissionText(recorded, scoreFormat(0)), text);
  });
}
