import assert from "node:assert/strict";
import { test } from "node:test";
import { backOff } from "../../web/live/back-off.js";
import { startConnection } from "../../web/live/connection.js";
import {
  connectionAnnouncement, connectionText, isLongAway,
} from "../../web/live/connection-state.js";

for (const [failures, random, seconds] of [
  [0, 0, 0.5], [0, 1, 1], [1, 0, 1], [1, 0.5, 1.5], [3, 0, 4], [3, 1, 8], [5, 1, 30], [40, 0, 15],
]) {
  test(`after ${failures} failures the pause is ${seconds} s where chance says ${random}`, () => {
    assert.equal(backOff(failures, null, () => random), seconds);
  });
}

test("the server's Retry-After is the least pause", () => {
  assert.equal(backOff(0, 7, () => 0.5), 7);
  assert.equal(backOff(5, 7, () => 1), 30);
});

for (const [connection, text] of [
  [{ state: "starting" }, "Connecting"],
  [{ state: "live", way: "WebSocket" }, "Live"],
  [{ state: "polling", seconds: 5 }, "Checks every 5 s"],
  [{ state: "away", seconds: 3 }, "Reconnecting in 3 s"],
  [{ state: "away", seconds: 0 }, "Reconnecting"],
]) {
  test(`${JSON.stringify(connection)} reads "${text}"`, () => {
    assert.equal(connectionText(connection), text);
  });
}

test("one lost connection is no news, and the second is", () => {
  assert.equal(isLongAway({ state: "away", failures: 1 }), false);
  assert.equal(isLongAway({ state: "away", failures: 2 }), true);
  assert.equal(connectionAnnouncement(false, { state: "away", failures: 1 }), null);
  assert.match(connectionAnnouncement(false, { state: "away", failures: 2 }), /is lost/);
  assert.equal(connectionAnnouncement(true, { state: "away", failures: 3 }), null);
  assert.match(connectionAnnouncement(true, { state: "live" }), /Connected again/);
  assert.equal(connectionAnnouncement(false, { state: "live" }), null);
});

/** Timers that run when the test says so, and chance that is always a half. */
function heldClock() {
  const timers = new Map();
  let last = 0;
  return {
    setTimeout: (run, wait) => timers.set((last += 1), { run, wait }) && last,
    clearTimeout: (timer) => timers.delete(timer),
    random: () => 0.5,
    waits: () => [...timers.values()].map(({ wait }) => wait),
    /** Runs the timer that is due next. */
    runNext() {
      const [[name, { run }]] = [...timers].sort(([, a], [, b]) => a.wait - b.wait);
      timers.delete(name);
      run();
    },
  };
}

/** A connection on feeds that the test speaks for. */
function connect({ ways = 3, reachable = true } = {}) {
  const opened = [];
  const states = [];
  const updates = [];
  const clock = heldClock();
  const feed = (way) => (on) => {
    const made = { way, on, watched: [], isClosed: false };
    opened.push(made);
    return {
      watch: (subject, version) => made.watched.push([subject?.board ?? null, version]),
      close: () => (made.isClosed = true),
    };
  };
  const connection = startConnection({
    feeds: Array.from({ length: ways }, (_, way) => feed(way)),
    reachable: async () => reachable,
    show: (state) => states.push(state.state),
    receive: { update: ({ version }) => updates.push(version) },
  }, clock);
  connection.watch({ board: "game1", player: null, limit: 100 });
  connection.start();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { connection, opened, states, updates, clock, settle };
}

const live = { state: "live" };

test("a connection that breaks resumes from the version it has", async () => {
  const { opened, states, updates, clock, settle } = connect();
  const [first] = opened;
  first.on.opened(live);
  first.on.update({ board: "game1", version: 17 });
  first.on.lost();
  await settle();
  assert.deepEqual([first.isClosed, states], [true, ["live", "away"]]);
  clock.runNext();
  assert.deepEqual(opened[1].watched, [["game1", 17]]);
  assert.deepEqual([opened[1].way, updates], [0, [17]]);
});

test("a WebSocket that never opens is followed by events, and these by polling", async () => {
  const { opened, settle } = connect();
  opened[0].on.lost();
  await settle();
  opened[1].on.lost();
  await settle();
  assert.deepEqual(opened.map(({ way }) => way), [0, 1, 2]);
  assert.deepEqual(opened.map(({ isClosed }) => isClosed), [true, true, false]);
});

test("where the server is away, the page waits longer each time and stays with the socket",
  async () => {
    const { opened, states, clock, settle } = connect({ reachable: false });
    const waits = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      opened.at(-1).on.lost();
      await settle();
      let total = 0;
      const before = opened.length;
      while (opened.length === before) {
        total += clock.waits()[0] / 1000;
        clock.runNext();
      }
      waits.push(total);
    }
    assert.deepEqual(waits, [0.75, 1.5, 3, 6]);
    assert.deepEqual(new Set(opened.map(({ way }) => way)), new Set([0]));
    assert.deepEqual(new Set(states), new Set(["away"]));
  });

test("a lesser way tries the socket again after a minute", async () => {
  const { opened, clock, settle } = connect();
  opened[0].on.lost();
  await settle();
  opened[1].on.opened(live);
  assert.deepEqual(clock.waits(), [60_000]);
  clock.runNext();
  assert.deepEqual([opened[1].isClosed, opened[2].way], [true, 0]);
  opened[2].on.lost();
  await settle();
  assert.deepEqual([opened[3].way, clock.waits()], [1, [120_000]]);
});

test("another board is followed on the same connection, without the version of the first", () => {
  const { connection, opened } = connect();
  const [feed] = opened;
  feed.on.opened(live);
  feed.on.update({ board: "game1", version: 17 });
  connection.watch({ board: "game2", player: null, limit: 100 });
  connection.watch({ board: "game2", player: "me", limit: 100 });
  assert.deepEqual(feed.watched, [["game1", null], ["game2", null], ["game2", null]]);
});

test("an update of a board that was left is ignored", () => {
  const { connection, opened, updates } = connect();
  connection.watch({ board: "game2", player: null, limit: 100 });
  opened[0].on.update({ board: "game1", version: 3 });
  opened[0].on.update({ board: "game2", version: 4 });
  assert.deepEqual(updates, [4]);
});

test("a feed that was given up has nothing to say any more", async () => {
  const { opened, states, updates, clock, settle } = connect();
  const [first] = opened;
  first.on.opened(live);
  first.on.lost();
  await settle();
  clock.runNext();
  first.on.opened({ state: "polling" });
  first.on.update({ board: "game1", version: 9 });
  first.on.lost();
  await settle();
  assert.deepEqual([states, updates, opened.length], [["live", "away"], [], 2]);
});
