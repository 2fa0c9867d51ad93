// The messages in place of a board: no boards, unknown, deleted, refused, failed.

import { Rejection, Unreachable } from "../shared/api.js";
import { element } from "../shared/element.js";
import { message, sentence } from "../shared/message.js";
import { boardName } from "./board-words.js";
import { BOARDS, SCORES } from "./live-paths.js";
import { wantsToken } from "./problem-text.js";

const button = (words, onclick, look = "") =>
  element("button", { type: "button", class: `button ${look}`, onclick }, words);

/** The message of a server without boards. */
export function noBoards(page) {
  return message("No boards yet",
    element("p", {}, "Create the first one here, or with a request:"),
    element("pre", { tabindex: "0" }, `curl -X POST ${location.origin}${BOARDS} \\\n` +
      `  -H "Content-Type: application/json" \\\n  -d '{"id": "game1", "name": "Game 1"}'`),
    element("p", { class: "actions" }, button("Create a board", page.createBoard, "button-strong")),
    element("p", { class: "muted" }, "The board appears as soon as it exists."));
}

/** What an empty board shows below its head. */
export function emptyBoard(board) {
  const body = JSON.stringify({ player_id: "player1", leaderboard_id: board.id, score: 1500 });
  return element("div", { class: "empty" },
    element("h2", {}, "No scores yet"),
    element("p", { class: "muted" }, "The first one appears here the moment it is submitted."),
    element("pre", { tabindex: "0" }, `curl -X POST ${location.origin}${SCORES} \\\n` +
      `  -H "Content-Type: application/json" \\\n  -d '${body}'`));
}

/** The message of a board that is deleted while the reader watches it. */
export function deletedBoard(board) {
  return message("This board was deleted",
    element("p", {}, element("bdi", { dir: "auto" }, boardName(board)),
      " and its scores are gone."), otherBoards());
}

/** The message for an error. */
export function failure(error, page) {
  if (error instanceof Unreachable) {
    const pause = error.retryAfter ? ` in ${error.retryAfter} s` : "";
    return message("The server is unreachable", element("p", {}, error.message),
      element("p", {}, `The page tries again${pause}.`));
  }
  const words = element("p", { dir: "auto" }, sentence(error.message));
  if (error instanceof Rejection && error.status === 404) {
    return message("Not found", words, otherBoards());
  }
  if (wantsToken(error)) {
    return message("These boards need a token", words,
      element("p", { class: "actions" },
        button("Enter a token", page.askForToken, "button-strong")));
  }
  return message("This board failed", words,
    element("p", { class: "actions" }, button("Try again", page.refresh)));
}

const otherBoards = () => element("p", { class: "actions" },
  element("a", { class: "button", href: "/" }, "Show the first board"));
