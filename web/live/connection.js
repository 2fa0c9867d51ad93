// The connection to the server: a WebSocket, or server-sent events where sockets do not open, or
// polling where streams do not either.

import { backOff } from "./back-off.js";

const FIRST_UPGRADE_MS = 60_000;
const LONGEST_UPGRADE_MS = 16 * 60_000;
const HIDDEN_PAUSE_MS = 60_000;

/**
 * @typedef {Object} Subject what is followed
 * @property {string} board
 * @property {?string} player the player whose neighbors are followed too
 * @property {number} limit how many entries
 */

/**
 * Stays connected while the page is open.
 * @param {Object} page
 * @param {Array} page.feeds makers of feeds, the best first. A feed has `watch(subject, version)`
 *   and `close()`, and calls `opened`, `update`, `player`, `gone`, `refused`, `interrupted` while
 *   it reconnects itself, and `lost`.
 * @param {() => Promise<boolean>} page.reachable whether the server answers requests
 * @param {(connection: Connection) => void} page.show receives each state
 * @param {Object} page.receive the functions that get what the feed tells: `update`, `player`,
 *   `gone` and `refused`
 * @param {Object} [clock] timers and random numbers
 */
export function startConnection({ feeds, reachable, show, receive }, clock = globalThis) {
  let subject = null;
  let version = null;
  let feed = null;
  let way = 0;
  let failures = 0;
  let upgradeMs = FIRST_UPGRADE_MS;
  const timers = { retry: null, upgrade: null };

  function start() {
    stop();
    let isOpen = false;
    const current = feeds[way]({
      ...receive,
      opened: (connection) => {
        if (feed !== current) return;
        isOpen = true;
        failures = 0;
        if (way === 0) upgradeMs = FIRST_UPGRADE_MS;
        show(connection);
      },
      update: (update) => {
        if (feed !== current || update.board !== subject?.board) return;
        version = update.version;
        receive.update(update);
      },
      interrupted: () => feed === current && show({ state: "away", seconds: 0, failures }),
      lost: (retryAfter = null) => {
        if (feed === current) lose(isOpen, retryAfter);
      },
    });
    feed = current;
    if (way > 0) timers.upgrade = clock.setTimeout(upgrade, upgradeMs);
    feed.watch(subject, version);
  }

  function stop() {
    clock.clearTimeout(timers.retry);
    clock.clearTimeout(timers.upgrade);
    feed?.close();
    feed = null;
  }

  /** Tries the best way again, because what is in the way of sockets may be gone. */
  function upgrade() {
    upgradeMs = Math.min(upgradeMs * 2, LONGEST_UPGRADE_MS);
    way = 0;
    start();
  }

  async function lose(wasOpen, retryAfter) {
    stop();
    if (!wasOpen && way + 1 < feeds.length && (await reachable())) {
      if (feed) return;
      way += 1;
      return start();
    }
    if (feed) return;
    const pause = backOff(failures, retryAfter, clock.random);
    failures += 1;
    countDown(Math.ceil(pause), pause);
  }

  function countDown(seconds, pause) {
    show({ state: "away", seconds, failures });
    const wait = pause > seconds - 1 ? pause - (seconds - 1) : 1;
    timers.retry = clock.setTimeout(
      () => (seconds > 1 ? countDown(seconds - 1, seconds - 1) : start()), wait * 1000);
  }

  /**
   * Follows another subject; null follows none.
   * @param {?Subject} next
   */
  function watch(next) {
    if (next?.board !== subject?.board || next?.limit !== subject?.limit) version = null;
    subject = next;
    if (feed) feed.watch(subject, version);
  }

  return { start, stop, watch, isStopped: () => feed === null };
}

/** Stops a connection while the page is hidden for long, and starts it when the page is back. */
export function followVisibility(connection) {
  let timer = null;
  let isPaused = false;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) {
      timer = setTimeout(() => {
        isPaused = true;
        connection.stop();
      }, HIDDEN_PAUSE_MS);
    } else if (isPaused) {
      isPaused = false;
      connection.start();
    }
  });
  addEventListener("online", () => connection.isStopped() && !isPaused && connection.start());
}
