// The board that the page follows: its updates come from the connection, an older period's ranks
// from one request.

import { get } from "../shared/api.js";
import { followVisibility, startConnection } from "./connection.js";
import { connectionDisplay } from "./connection-display.js";
import { openEvents } from "./feed-events.js";
import { askAround, askTop, updateOf } from "./feed-messages.js";
import { openPolling } from "./feed-polling.js";
import { openSocket } from "./feed-socket.js";
import { myId } from "./my-player-id.js";

const LIMIT = 100;

/**
 * Starts the connection.
 * @param {Object} page
 * @param {Object} receive the functions that get what happens: `update`, `player`, `gone`,
 *   `refused`
 */
export function boardWatch(page, receive) {
  const connection = startConnection({
    feeds: [(on) => openSocket(page.access.token, on), openEvents, openPolling],
    reachable: () => get("/health").then(() => true, () => false),
    show: connectionDisplay(),
    receive,
  });
  followVisibility(connection);
  let subject = null;
  let shown = null;

  /** Follows a board in its current period. */
  function follow(board) {
    shown = null;
    const next = { board, player: myId(), limit: LIMIT };
    if (subject?.board === next.board && subject.player === next.player) return;
    subject = next;
    connection.watch(subject);
  }

  /** Follows nothing. */
  function leave() {
    shown = null;
    subject = null;
    connection.watch(null);
  }

  /**
   * Shows an older period, which no longer changes.
   * @throws {Rejection|Unreachable}
   */
  async function showPeriod(board, period, signal) {
    subject = null;
    connection.watch(null);
    const answer = await askTop(board, LIMIT, period, signal);
    if (answer !== shown) receive.update(updateOf(answer));
    shown = answer;
    if (myId()) receive.player(await askAround(board, myId(), period, signal));
  }

  return { follow, leave, showPeriod, start: connection.start };
}
