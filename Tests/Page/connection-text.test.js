import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionAnnouncement, connectionText } from "../../web/page/connection-text.js";

for (const [connection, text] of [
  [{ state: "starting" }, "Connecting"],
  [{ state: "live" }, "Live"],
  [{ state: "polling", seconds: 20 }, "Checks every 20 s"],
  [{ state: "away", seconds: 2 }, "Offline, retrying in 2 s"],
]) {
  test(`a connection that is ${connection.state} reads "${text}"`, () => {
    assert.equal(connectionText(connection), text);
  });
}

for (const [before, after, beginning] of [
  ["starting", "live", null], ["starting", "polling", null], ["live", "polling", null],
  ["live", "live", null], ["away", "away", null],
  ["starting", "away", "The server is unreachable."],
  ["live", "away", "The server is unreachable."],
  ["polling", "away", "The server is unreachable."],
  ["away", "live", "Connected again. New snapshots appear"],
  ["away", "polling", "Connected again. The page checks for new snapshots"],
]) {
  test(`the change from ${before} to ${after} announces ${beginning ?? "nothing"}`, () => {
    const announced = connectionAnnouncement(before, after);
    assert.equal(announced?.slice(0, beginning?.length) ?? null, beginning);
  });
}
