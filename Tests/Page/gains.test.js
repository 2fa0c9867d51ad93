import assert from "node:assert/strict";
import { test } from "node:test";
import { missingSide } from "../../web/page/gains-lists.js";
import { gainsTitle, periodUntil } from "../../web/page/gains-view.js";
import { formatWeights, parseWeights } from "../../web/page/weights.js";

for (const [metric, title] of [
  ["dkp", "Gains in DKP"], ["kills", "Gains in kills"], ["kill_points", "Gains in kill points"],
]) {
  test(`the title for ${metric} is "${title}"`, () => assert.equal(gainsTitle({ metric }), title));
}

for (const [date, from, period] of [
  ["2026-01-26", null, { to: null, from: null }],
  ["2026-01-20", null, { to: "2026-01-20", from: null }],
  ["2026-01-20", "2026-01-14", { to: "2026-01-20", from: "2026-01-14" }],
  ["2026-01-20", "2026-01-20", { to: "2026-01-20", from: null }],
  ["2026-01-20", "2026-01-21", { to: "2026-01-20", from: null }],
  ["2026-01-26", "2026-01-14", { to: null, from: "2026-01-14" }],
]) {
  test(`a period from ${from ?? "the previous snapshot"} can end on ${date}`, () => {
    assert.deepEqual(periodUntil(date, from, "2026-01-26"), period);
  });
}

for (const [values, text] of [
  [{ value_before: null, value_after: null }, "neither"],
  [{ value_before: null, value_after: 5 }, "missing before"],
  [{ value_before: 0, value_after: null }, "missing now"],
]) {
  test(`a value from ${values.from} to ${values.to} is ${text}`, () => {
    assert.equal(missingSide(values), text);
  });
}

test("weights are formatted as numbers, in their order", () => {
  assert.equal(formatWeights({ t4: "10", t5: "020", deaths: "" }), "t4:10,t5:20,deaths:0");
});

test("weights are parsed by part", () => {
  assert.deepEqual(parseWeights("t4:10,t5:20,deaths:40"), { t4: "10", t5: "20", deaths: "40" });
});
