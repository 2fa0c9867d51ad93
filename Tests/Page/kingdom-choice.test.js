import assert from "node:assert/strict";
import { test } from "node:test";
import { changesPage, chooseKingdom, offeredKingdoms } from "../../web/page/kingdom-choice.js";

const known = [{ kingdom: 51 }, { kingdom: 77 }];

for (const [kingdoms, lastVisited, chosen] of [
  [known, null, "51"], [known, "77", "77"], [known, "99", "51"], [[], "77", null], [[], null, null],
]) {
  test(`of ${kingdoms.length} kingdoms, after one of ${lastVisited}, ${chosen} is shown`, () => {
    assert.equal(chooseKingdom(kingdoms, lastVisited), chosen);
  });
}

for (const [kingdoms, shown, offered] of [
  [known, "77", ["51", "77"]], [known, null, ["51", "77"]], [known, "9", ["9", "51", "77"]],
  [null, "9", ["9"]], [null, null, []],
]) {
  test(`with ${shown} shown, the header offers [${offered}]`, () => {
    assert.deepEqual(offeredKingdoms(kingdoms, shown), offered);
  });
}

for (const [event, kingdom, view, kingdoms, changes] of [
  ["snapshot", 51, "board", known, true],
  ["snapshot", 77, "board", known, false],
  ["upload", 51, "board", known, false],
  ["upload", 51, "uploads", known, true],
  ["upload", 77, "uploads", known, false],
  ["upload", 99, "board", known, true],
  ["snapshot", 77, "board", null, true],
]) {
  const of = kingdoms === null ? "an unknown list" : "the known list";
  test(`${event} of ${kingdom} ${changes ? "changes" : "keeps"} 51's ${view}, with ${of}`, () => {
    assert.equal(changesPage(event, kingdom, { view, kingdom: "51" }, kingdoms), changes);
  });
}
