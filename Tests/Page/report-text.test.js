import assert from "node:assert/strict";
import { test } from "node:test";
import {
  columnName, columnUses, placeText, reportFacts, anomalyKinds,
} from "../../web/page/report-text.js";

const report = {
  kingdom: 51, date: "2026-01-26", uploaded_at: "2026-01-26T12:00:00Z",
  rows: { total: 1500, accepted: 1498, refused: 2 }, format: "csv", encoding: "utf-8",
  dkp_weights: "t4:10,t5:20,deaths:40", compared_with: null,
};
const facts = (changes) => Object.fromEntries(reportFacts({ ...report, ...changes }));

test("the facts of an upload are texts by name", () => {
  const { Uploaded: uploaded, ...others } = facts({});
  assert.match(uploaded, /2026/);
  assert.deepEqual(others, {
    "Kingdom and date": "51, Jan 26, 2026",
    Rows: "1,500 read, 1,498 accepted, 2 refused",
    "Read as": "csv, utf-8",
    DKP: "t4:10,t5:20,deaths:40",
  });
});

for (const [changes, name, text] of [
  [{ encoding: null }, "Read as", "csv"],
  [{ format: null, encoding: null }, "Read as", "not readable"],
  [{ dkp_weights: null }, "DKP", "as uploaded, or none"],
  [{
    compared_with: {
      date: "2026-01-14", players_in_both: 1400, new_players: 98, absent_players: 7,
    },
  }, "Compared with Jan 14, 2026", "1,400 in both, 98 new, 7 no longer listed"],
]) {
  test(`the fact "${name}" can be "${text}"`, () => assert.equal(facts(changes)[name], text));
}

for (const [place, text] of [
  [{ row: 1204 }, "1,204"], [{ row: 0, line: 5 }, "0"], [{ row: null, line: 1500 }, "line 1,500"],
  [{ line: 3, part: "sheet1.xml" }, "line 3"], [{ row: null, part: "sheet1.xml" }, "sheet1.xml"],
  [{}, "—"],
]) {
  test(`the place ${JSON.stringify(place)} reads "${text}"`, () => {
    assert.equal(placeText(place), text);
  });
}

for (const [column, name] of [
  ["id", "id"], ["dkp", "DKP"], ["kill_points", "Kill points"], ["t4_kills", "Tier 4"],
  ["helps", "helps"],
]) {
  test(`the column ${column} is named "${name}"`, () => assert.equal(columnName(column), name));
}

test("the kinds of anomalies that occur are in the order of their names", () => {
  const anomalies = {
    listed: [], mostly_new: true, renamed_and_moved: 1, fallen_counter: 0, hidden_tiers: 4,
    kill_points_mismatch: 2,
  };
  assert.deepEqual(anomalyKinds({ anomalies }),
    ["kill_points_mismatch", "hidden_tiers", "renamed_and_moved"]);
});

test("the uses of columns are listed by kind", () => {
  assert.deepEqual(columnUses({
    matched: [{ header: "Kill Points", column: "kill_points", filled: 1500 }],
    claims: [{ header: "KD", column: "kingdom" }],
    passed_over: [{ header: "Might", instead: "Power" }, { header: "Old" }],
    ignored: ["Helps"],
  }), [
    { header: "Kill Points", use: "Kill points", note: "1,500 filled" },
    { header: "KD", use: "kingdom", note: "checked against the kingdom of the upload" },
    { header: "Might", use: "skipped", note: "Power was read instead" },
    { header: "Old", use: "skipped", note: "another column was read instead" },
    { header: "Helps", use: "not used", note: "" },
  ]);
});

test("a report of an older version has no claims", () => {
  assert.deepEqual(columnUses({ matched: [], passed_over: [], ignored: ["Helps"] }),
    [{ header: "Helps", use: "not used", note: "" }]);
});
