import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { counted, percent, signed } from "../../web/shared/format.js";

const module = new URL("../../web/shared/format.js", import.meta.url);

/** Evaluates an expression in a process of its own, as a reader of a language in a time zone. */
function evaluate(language, zone, expression) {
  const script = `import * as format from ${JSON.stringify(module)};` +
    `process.stdout.write(JSON.stringify(${expression}));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script],
    { env: { ...process.env, LC_ALL: `${language}.UTF-8`, TZ: zone }, encoding: "utf8" });
  // Languages use several spaces, and versions of Unicode's data differ in them.
  return JSON.parse(output.replace(/[\u00a0\u202f]/g, " "));
}

for (const [language, zone, texts] of [
  ["en_US", "UTC", ["32,178,509,380", "32.2B", "25%", "January 26, 2026", "Jan 26, 2026",
    "Jan 26", "Jan 26, 2026, 3:04 AM"]],
  ["en_US", "Pacific/Honolulu", ["32,178,509,380", "32.2B", "25%", "January 26, 2026",
    "Jan 26, 2026", "Jan 26", "Jan 25, 2026, 5:04 PM"]],
  ["de_DE", "Europe/Berlin", ["32.178.509.380", "32,2 Mrd.", "25 %", "26. Januar 2026",
    "26.01.2026", "26. Jan.", "26.01.2026, 04:04"]],
]) {
  test(`numbers and dates are those of ${language} in ${zone}`, () => {
    const expression = `[
      format.exact(32178509380), format.compact(32178509380), format.percent(0.25),
      format.longDate("2026-01-26"), format.mediumDate("2026-01-26"),
      format.shortDate("2026-01-26"), format.instant("2026-01-26T03:04:05Z")]`;
    assert.deepEqual(evaluate(language, zone, expression), texts);
  });
}

for (const [value, text] of [[0, "±0"], [36, "+36"], [-36, "−36"], [1, "+1"]]) {
  test(`${value} with its sign is ${text}`, () => assert.equal(signed(value), text));
}

for (const [share, text] of [[0, "0%"], [0.004, "0%"], [0.996, "100%"], [1, "100%"]]) {
  test(`the share ${share} is ${text}`, () => assert.equal(percent(share), text));
}

for (const [parameters, text] of [
  [[0, "player"], "0 players"],
  [[1, "player"], "1 player"],
  [[2, "player"], "2 players"],
  [[1, "player matches", "players match"], "1 player matches"],
  [[3, "player matches", "players match"], "3 players match"],
]) {
  test(`a count reads "${text}"`, () => assert.equal(counted(...parameters), text));
}
