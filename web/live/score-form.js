// The form that submits a score, and the question before a player is removed.

import { announce } from "../shared/announce.js";
import { Rejection } from "../shared/api.js";
import { element } from "../shared/element.js";
import { exact } from "../shared/format.js";
import { boardName } from "./board-words.js";
import { newKey, send } from "./commands.js";
import { openForm } from "./form-dialog.js";
import { textField } from "./form-fields.js";
import { boardPath, SCORES } from "./live-paths.js";
import { scoreFormat } from "./score-text.js";

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * The body of a submission. The score is written as the reader typed it, so that no digit is lost.
 * @param {{board: string, player: string, score: string}} submission
 * @throws {Rejection} if the score is no number
 */
export function submissionBody({ board, player, score }) {
  if (!NUMBER.test(score)) {
    throw new Rejection(422, { detail: "score: expected a number, such as 1500 or 12.5" });
  }
  const names = JSON.stringify({ player_id: player, leaderboard_id: board });
  return `${names.slice(0, -1)},"score":${score}}`;
}

/** What a submission did, in words. */
export function submissionText({ changed, score, rank, status }, format) {
  const place = rank === null ? "without a rank" : `rank ${exact(rank)}`;
  if (status === "repeated") return `Recorded before: ${format(score)}, ${place}.`;
  return `${changed ? "Recorded" : "Recorded, no change"}: ${format(score)}, ${place}.`;
}

/** Opens the form that submits scores; it stays open for more. */
export function openScore(page, board) {
  const fields = [
    textField("player_id", "Player id", { maxlength: "128" }),
    textField("score", "Score", { inputmode: "decimal", dir: "ltr" }),
  ];
  let key = newKey();
  // A repeated attempt has the key of the first one, so that it never counts twice.
  for (const { control } of fields) control.addEventListener("input", () => (key = newKey()));
  const submit = async ({ player_id: player, score }) => {
    const body = submissionBody({ board: board.id, player, score });
    const recorded = await send("POST", SCORES, body, key);
    key = newKey();
    return submissionText(recorded, scoreFormat(board.decimal_places));
  };
  const title = `Submit a score to ${boardName(board)}`;
  openForm(page, title, { fields, action: "Submit", send: submit });
}

/** Asks whether to remove a player from a board. */
export function openRemoval(page, board, player, removed) {
  openForm(page, "Remove this player?", {
    content: [
      element("p", { class: "long-id" }, element("bdi", { dir: "auto" }, player)),
      element("p", {}, "The player loses the rank and the score on this board. " +
        "A later submission starts again."),
    ],
    action: "Remove", isDangerous: true,
    send: async () => {
      await send("DELETE", boardPath(board.id, ["player", player]));
      announce("The player was removed");
      removed();
      return null;
    },
  });
}
