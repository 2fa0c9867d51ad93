// Updates over server-sent events, where a WebSocket does not open.

import { askAround, tellFailure } from "./feed-messages.js";
import { boardPath } from "./live-paths.js";

const NEIGHBOR_PAUSE_MS = 1_000;
const INTERRUPTIONS = 3;

/**
 * Opens the stream of a board as soon as one is followed.
 * @param {Object} on the functions that get what happens; see `startConnection`
 */
export function openEvents(on) {
  let subject = null;
  let stream = null;
  let asked = new AbortController();
  let timer = null;
  let interruptions = 0;

  function close() {
    stream?.close();
    stream = null;
    clearTimeout(timer);
    timer = null;
    asked.abort();
  }

  function open() {
    const { board, limit } = subject;
    asked = new AbortController();
    stream = new EventSource(boardPath(board, ["events"], { limit }));
    // A stream that is resumed has nothing to tell until the board changes.
    stream.addEventListener("open", () => {
      interruptions = 0;
      on.opened({ state: "live", way: "server-sent events" });
    });
    stream.addEventListener("leaderboard_update", ({ data }) => {
      on.update({ board, ...JSON.parse(data) });
      askNeighborsSoon();
    });
    stream.addEventListener("leaderboard_deleted", () => on.gone(board));
    stream.addEventListener("error", interrupted);
  }

  /** The browser resumes a stream that breaks. One that the server refuses is closed. */
  function interrupted() {
    interruptions += 1;
    if (stream.readyState === EventSource.CLOSED || interruptions > INTERRUPTIONS) on.lost();
    else on.interrupted();
  }

  /** The stream has no neighbors, so the page asks for them, once a second at most. */
  function askNeighborsSoon() {
    if (!subject.player || timer !== null) return;
    timer = setTimeout(async () => {
      timer = null;
      const { board, player } = subject;
      try {
        on.player(await askAround(board, player, null, asked.signal));
      } catch (error) {
        tellFailure(error, board, on);
      }
    }, NEIGHBOR_PAUSE_MS);
  }

  return {
    watch(next) {
      close();
      subject = next;
      if (subject) open();
    },
    close,
  };
}
