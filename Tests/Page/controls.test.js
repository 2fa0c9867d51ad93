import assert from "node:assert/strict";
import { test } from "node:test";
import { offeredDates } from "../../web/page/date-picker.js";
import { sentence } from "../../web/shared/message.js";
import { tabForKey } from "../../web/page/metric-tabs.js";

const dates = ["2026-01-26", "2026-01-14"];

for (const [chosen, offered] of [
  [null, dates], ["2026-01-14", dates], ["2026-01-20", ["2026-01-20", ...dates]],
]) {
  test(`the date picker offers ${offered.length} dates with ${chosen} chosen`, () => {
    assert.deepEqual(offeredDates(dates, chosen), offered);
  });
}

for (const [key, current, tab] of [
  ["ArrowRight", 0, 1], ["ArrowRight", 4, 0], ["ArrowLeft", 1, 0], ["ArrowLeft", 0, 4],
  ["Home", 3, 0], ["End", 1, 4], ["Enter", 1, null], ["a", 1, null], ["toString", 1, null],
]) {
  test(`of five tabs, ${key} on tab ${current} leads to ${tab}`, () => {
    assert.equal(tabForKey(key, current, 5), tab);
  });
}

for (const [text, expected] of [
  ["no player 7", "No player 7."], ["Done!", "Done!"], ["why?", "Why?"], ["ärger", "Ärger."],
  ["", "."],
]) {
  test(`"${text}" becomes the sentence "${expected}"`, () => {
    assert.equal(sentence(text), expected);
  });
}
