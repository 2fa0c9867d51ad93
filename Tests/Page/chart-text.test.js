import assert from "node:assert/strict";
import { test } from "node:test";
import { dateText, pointText } from "../../web/page/chart-text.js";

for (const [point, text] of [
  [undefined, "not listed"],
  [{ isListed: false, value: null, rank: null }, "not listed"],
  [{ isListed: true, value: null, rank: null }, "no Power, not ranked"],
  [{ isListed: true, value: 1500, rank: null }, "Power 1,500, not ranked"],
  [{ isListed: true, value: 1500, rank: 12, rankedPlayers: 1300 }, "Power 1,500, rank 12 of 1,300"],
]) {
  test(`a point reads "${text}"`, () => assert.equal(pointText(point, "Power"), text));
}

const ann = {
  name: "Ann", points: new Map([
    ["2026-01-26", { isListed: true, value: 5, rank: 1, rankedPlayers: 2 }],
  ]),
};
const bob = { name: "Bob", points: new Map() };

test("the text of a date names the players only where there are several", () => {
  assert.equal(dateText("2026-01-26", [ann], "DKP"), "Jan 26, 2026. DKP 5, rank 1 of 2");
  assert.equal(dateText("2026-01-26", [ann, bob], "DKP"),
    "Jan 26, 2026. Ann: DKP 5, rank 1 of 2; Bob: not listed");
});
