// Updates by regular requests, where no stream is possible. The answers have entity tags, so that
// the server sends only what has changed.

import { askAround, askTop, tellFailure, updateOf } from "./feed-messages.js";

const POLLING_SECONDS = 5;

/**
 * Starts to poll as soon as a board is followed.
 * @param {Object} on the functions that get what happens; see `startConnection`
 */
export function openPolling(on) {
  let subject = null;
  let asked = new AbortController();
  let timer = null;
  let known = null;

  function close() {
    clearTimeout(timer);
    asked.abort();
  }

  async function check() {
    asked = new AbortController();
    const { signal } = asked;
    const { board, player, limit } = subject;
    try {
      const answer = await askTop(board, limit, null, signal);
      on.opened({ state: "polling", seconds: POLLING_SECONDS, way: "polling" });
      if (answer !== known) {
        known = answer;
        on.update(updateOf(answer));
        if (player) on.player(await askAround(board, player, null, signal));
      }
      if (!signal.aborted) timer = setTimeout(check, POLLING_SECONDS * 1000);
    } catch (error) {
      tellFailure(error, board, on);
    }
  }

  return {
    watch(next) {
      close();
      subject = next;
      known = null;
      if (subject) check();
    },
    close,
  };
}
