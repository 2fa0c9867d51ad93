import assert from "node:assert/strict";
import { test } from "node:test";
import { compareValues } from "../../web/page/comparison.js";
import { matchNote } from "../../web/page/player-finder.js";
import { shownName } from "../../web/page/player-name.js";
import {
  dateOrAbsence, formerNames, rankBefore, tierShares,
} from "../../web/page/player-profile.js";
import { matchText } from "../../web/page/player-search.js";

for (const [name, shown] of [
  ["Ann", "Ann"], ["王", "王"], [" a ", " a "], ["", "#7"], [null, "#7"], [undefined, "#7"],
  ["   ", "#7"], ["\u200b\u200d", "#7"], ["\u202e", "#7"],
]) {
  test(`the name ${JSON.stringify(name)} is shown as ${JSON.stringify(shown)}`, () => {
    assert.equal(shownName({ name, id: 7 }), shown);
  });
}

const history = {
  snapshots: [
    {
      date: "2026-01-26", listed: true, name: "Ann", ranks: { power: { rank: 2, ranked_players: 300 } },
    },
    { date: "2026-01-20", listed: false },
    {
      date: "2026-01-14", listed: true, name: "Anna", ranks: { power: { rank: 5, ranked_players: 290 } },
    },
    { date: "2026-01-07", listed: true, name: "Ann", ranks: { power: null } },
    {
      date: "2026-01-01", listed: true, name: "A", ranks: { power: { rank: 9, ranked_players: 280 } },
    },
  ],
};

for (const [date, rank] of [
  ["2026-01-26", { rank: 5, ranked_players: 290 }], ["2026-01-14", null],
  ["2026-01-07", { rank: 9, ranked_players: 280 }],
  ["2026-01-01", null],
]) {
  test(`the rank before ${date} is ${rank?.rank ?? "missing"}`, () => {
    assert.deepEqual(rankBefore(history, "power", date), rank);
  });
}

test("former names are distinct, latest first, without the present name", () => {
  assert.deepEqual(formerNames("Ann", history), ["Anna", "A"]);
  assert.deepEqual(formerNames("A", history), ["Ann", "Anna"]);
});

test("who is no longer listed is so since the last listing", () => {
  assert.equal(dateOrAbsence({ date: "2026-01-26", isListed: true }), "Jan 26, 2026");
  assert.equal(dateOrAbsence({ date: "2026-01-26", isListed: false }),
    "Not listed since Jan 26, 2026");
});

for (const [kills, shares] of [
  [[1, 1, 2, 4, 0], [0.125, 0.125, 0.25, 0.5, 0]],
  [[null, null, null, 3, 1], [0, 0, 0, 0.75, 0.25]],
  [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], [[null, null, null, null, null], [0, 0, 0, 0, 0]],
]) {
  test(`the kills [${kills}] by tier have the shares [${shares}]`, () => {
    const [t1, t2, t3, t4, t5] = kills;
    const values = { t1_kills: t1, t2_kills: t2, t3_kills: t3, t4_kills: t4, t5_kills: t5 };
    assert.deepEqual(tierShares(values), shares);
  });
}

for (const [values, compared] of [
  [[5, 10], { shares: [0.5, 1], isAhead: [false, true], difference: -5 }],
  [[10, 10], { shares: [1, 1], isAhead: [true, true], difference: 0 }],
  [[10, null], { shares: [1, 0], isAhead: [true, false], difference: null }],
  [[null, null], { shares: [0, 0], isAhead: [false, false], difference: null }],
  [[0, 0], { shares: [0, 0], isAhead: [false, false], difference: 0 }],
]) {
  test(`the values [${values}] are compared`, () => {
    assert.deepEqual(compareValues(values), compared);
  });
}

for (const [listed, total, note] of [
  [0, 0, "Nobody matches."], [3, 3, ""], [8, 20, "12 more match."],
]) {
  test(`the finder says "${note}" of ${listed} among ${total}`, () => {
    assert.equal(matchNote(listed, total), note);
  });
}

for (const [listed, total, text] of [
  [0, 0, "0 players match"], [1, 1, "1 player matches"],
  [50, 1200, "1,200 players match, the first 50 of them here"],
]) {
  test(`the search says "${text}"`, () => assert.equal(matchText(listed, total), text));
}
