import assert from "node:assert/strict";
import { test } from "node:test";
import { changeBetween, historySeries } from "../../web/page/history-series.js";

const listed = (date, power, rank) => ({
  date, listed: true, values: { power }, ranks: { power: rank && { rank, ranked_players: 300 } },
});
const ann = {
  id: 7, name: "Ann", snapshots: [
    listed("2026-01-26", 150, 2), { date: "2026-01-20", listed: false },
    listed("2026-01-14", 100, 3), listed("2026-01-07", null, null),
  ],
};
const nameless = { id: 8, name: "\u200b", snapshots: [listed("2026-01-22", 90, 9)] };

test("the dates of all players are in ascending order", () => {
  const { dates } = historySeries([{ history: ann }, { history: nameless }], "power");
  assert.deepEqual(dates, ["2026-01-07", "2026-01-14", "2026-01-20", "2026-01-22", "2026-01-26"]);
});

test("a series has a point for each snapshot", () => {
  const { series: [{ name, points }] } = historySeries([{ history: ann }], "power");
  assert.equal(name, "Ann");
  assert.deepEqual(Object.fromEntries(points), {
    "2026-01-26": { isListed: true, value: 150, rank: 2, rankedPlayers: 300 },
    "2026-01-20": { isListed: false, value: null, rank: null },
    "2026-01-14": { isListed: true, value: 100, rank: 3, rankedPlayers: 300 },
    "2026-01-07": { isListed: true, value: null, rank: null, rankedPlayers: null },
  });
});

test("a name without visible characters is replaced by the id", () => {
  assert.equal(historySeries([{ history: nameless }], "power").series[0].name, "#8");
});

for (const [before, date, change] of [
  ["2026-01-14", "2026-01-26", 50], ["2026-01-26", "2026-01-14", -50],
  ["2026-01-20", "2026-01-26", null], ["2026-01-07", "2026-01-14", null],
  [undefined, "2026-01-14", null], ["2026-01-14", "2026-02-01", null],
]) {
  test(`the change from ${before} to ${date} is ${change}`, () => {
    const { series: [{ points }] } = historySeries([{ history: ann }], "power");
    assert.equal(changeBetween(points, before, date), change);
  });
}
