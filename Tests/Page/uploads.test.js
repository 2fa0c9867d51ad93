import assert from "node:assert/strict";
import { test } from "node:test";
import { uploadOutcome } from "../../web/page/upload-outcome.js";
import { completedPlace, neededParts } from "../../web/page/upload-place.js";
import { firstPageSize, outcomeText } from "../../web/page/uploads-view.js";

const untold = { kingdom: null, date: null };
const told = { kingdom: "51", date: null };
const refused = (reason) => ({ kind: "rejection", reason, canRetry: true });

for (const [name, answer, place, outcome] of [
  ["a report", { status: 422, body: { report: {}, code: "place_unknown" } }, untold,
    { kind: "report" }],
  ["a missing place", { status: 422, body: { code: "place_unknown" } }, untold,
    { kind: "question" }],
  ["a place that contradicts the reader", { status: 422, body: { code: "place_contradicted" } },
    told, { kind: "question" }],
  ["a file that contradicts itself",
    { status: 422, body: { code: "place_contradicted", detail: "It names 51 and 77." } }, untold,
    { kind: "rejection", reason: "It names 51 and 77.", canRetry: false }],
  ["no connection", { status: 0, body: {} }, untold, refused("The server cannot be reached.")],
  ["a busy server", { status: 503, body: { detail: "Too many uploads." }, retryAfter: "5" }, told,
    refused("Too many uploads. Try again in 5 seconds.")],
  ["an answer without details", { status: 500, body: {} }, untold,
    refused("The server answered 500.")],
]) {
  test(`${name} leads to a ${outcome.kind}`, () => {
    assert.deepEqual(uploadOutcome(answer, place), outcome);
  });
}

test("the form asks for what the server needs, or for everything", () => {
  assert.deepEqual(neededParts({ needs: ["date"] }), ["date"]);
  assert.deepEqual(neededParts({}), ["kingdom", "date"]);
});

for (const [needs, place, completed] of [
  [["kingdom", "date"], untold, { kingdom: "9", date: "2026-01-26" }],
  [["date"], told, { kingdom: "51", date: "2026-01-26" }],
  [["date"], untold, { kingdom: null, date: "2026-01-26" }],
  [["kingdom"], told, { kingdom: "9", date: null }],
]) {
  test(`a form for [${needs}] keeps what was told before: ${JSON.stringify(place)}`, () => {
    assert.deepEqual(completedPlace(needs, { kingdom: "9", date: "2026-01-26" }, place), completed);
  });
}

for (const [shown, size] of [
  [undefined, 20], [null, 20], [20, 20], [21, 21], [100, 100], [500, 100],
]) {
  test(`after ${shown} shown uploads the first page has ${size}`, () => {
    assert.equal(firstPageSize(shown), size);
  });
}

for (const [upload, text] of [
  [{ status: "accepted", is_current: true }, "shown now"],
  [{ status: "accepted", is_current: false }, "accepted"],
  [{ status: "refused", is_current: false }, "refused"],
]) {
  test(`an upload can be "${text}"`, () => assert.equal(outcomeText(upload), text));
}
