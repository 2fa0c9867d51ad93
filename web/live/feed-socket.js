// Updates over a WebSocket.

import { isRefusal } from "./feed-messages.js";

const PING_MS = 25_000;
const SILENCE_MS = 10_000;

/**
 * Opens the socket.
 * @param {?string} token of a reader whose server wants one
 * @param {Object} on the functions that get what happens; see `startConnection`
 */
export function openSocket(token, on) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws`);
  let subject = null;
  let version = null;
  let isOpen = false;
  let timer = null;

  const tell = (message) => socket.send(JSON.stringify(message));

  function subscribe() {
    const { board, player, limit } = subject;
    tell({
      type: "subscribe", leaderboard_id: board, limit,
      ...(player && { player_id: player }), ...(version !== null && { version }),
    });
  }

  /** A connection can end without a word, so the server is asked for one from time to time. */
  function heard() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell({ type: "ping" });
      timer = setTimeout(end, SILENCE_MS);
    }, PING_MS);
  }

  function end() {
    clearTimeout(timer);
    on.lost();
  }

  function receive(message) {
    if (!isOpen) {
      isOpen = true;
      on.opened({ state: "live", way: "WebSocket" });
    }
    const board = message.leaderboard_id;
    if (message.type === "leaderboard_update") on.update({ board, ...message.data });
    else if (message.type === "player_update") on.player({ board, ...message.data });
    else if (message.type === "leaderboard_deleted") on.gone(board);
    else if (message.type === "error") fail(message);
  }

  function fail({ code, detail }) {
    if (code === "unknown_leaderboard") on.gone(subject?.board);
    else if (isRefusal(code)) on.refused({ code, detail });
    else console.error(`the server refused a message: ${code}: ${detail}`);
  }

  socket.addEventListener("open", () => {
    heard();
    if (token) tell({ type: "authenticate", token });
    if (subject) subscribe();
    else tell({ type: "ping" });
  });
  socket.addEventListener("message", ({ data }) => {
    heard();
    receive(JSON.parse(data));
  });
  socket.addEventListener("close", end);

  return {
    watch(next, known) {
      const previous = subject;
      subject = next;
      version = known;
      if (socket.readyState !== WebSocket.OPEN) return;
      if (previous && previous.board !== next?.board) {
        tell({ type: "unsubscribe", leaderboard_id: previous.board });
      }
      if (next) subscribe();
    },
    close() {
      clearTimeout(timer);
      socket.removeEventListener("close", end);
      socket.close();
    },
  };
}
