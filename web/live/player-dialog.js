// The details of a player: rank, score, how good it is, and the last submissions.

import { get, Rejection } from "../shared/api.js";
import { dialog } from "../shared/dialog.js";
import { element } from "../shared/element.js";
import { exact } from "../shared/format.js";
import { sentence } from "../shared/message.js";
import { myId } from "./my-player-id.js";
import { boardPath } from "./live-paths.js";
import { openRemoval } from "./score-form.js";
import { scoreFormat } from "./score-text.js";
import { instantText } from "./time-text.js";

const SUBMISSIONS = 10;

/**
 * Opens the details.
 * @param {Object} page
 * @param {Object} board
 * @param {{player: string, period: ?string}} address
 * @param {(id: ?string) => void} choose makes a player the reader's own
 * @param {() => void} closed
 */
export function openPlayer(page, board, { player, period }, choose, closed) {
  const details = element("div", { class: "details", "aria-busy": "true" },
    element("p", { class: "muted" }, "Loading…"));
  const actions = element("p", { class: "form-actions" });
  const made = dialog("Player", element("p", { class: "long-id" },
    element("bdi", { dir: "auto" }, player)), details, actions);
  made.addEventListener("close", closed);
  offer();
  show();
  made.showModal();

  function offer() {
    const isMe = myId() === player;
    const follow = () => {
      choose(isMe ? null : player);
      offer();
    };
    actions.replaceChildren(
      element("button", { type: "button", class: "button", onclick: follow },
        isMe ? "Stop following" : "This is me"));
    if (!page.access.manages || period) return;
    actions.append(element("button", {
      type: "button", class: "button button-danger",
      onclick: () => openRemoval(page, board, player, () => made.close()),
    }, "Remove from the board"));
  }

  async function show() {
    try {
      const ask = (part, query) => get(boardPath(board.id, [part, player], { ...query, period }));
      const [{ data: entry, meta }, { data: history }] = await Promise.all([
        ask("player", { details: true }), ask("history", { limit: SUBMISSIONS })]);
      details.replaceChildren(figures(entry, meta, board), metadata(entry.metadata),
        submissions(history, board));
    } catch (error) {
      details.replaceChildren(element("p", {}, reason(error)));
    }
    details.setAttribute("aria-busy", "false");
  }

  return made;
}

function reason(error) {
  const isUnranked = error instanceof Rejection && error.code === "player_not_ranked";
  return isUnranked ? "This player has no rank on this board." : sentence(error.message);
}

function figures(entry, meta, board) {
  const format = scoreFormat(board.decimal_places);
  const rows = {
    Rank: `${exact(entry.rank)} of ${exact(meta.total_players)}`,
    Score: format(entry.score),
    Percentile: exact(Math.round(entry.percentile * 10) / 10),
    Reached: instantText(entry.reached_at),
    Submissions: exact(entry.submissions),
  };
  return element("dl", { class: "details-figures" },
    ...Object.entries(rows).map(([label, text]) =>
      element("div", {}, element("dt", {}, label), element("dd", {}, text))));
}

function metadata(members) {
  if (!members || Object.keys(members).length === 0) return "";
  return element("pre", { tabindex: "0", "aria-label": "Metadata", role: "group" },
    JSON.stringify(members, null, 2));
}

function submissions(history, board) {
  if (history.length === 0) return "";
  const format = scoreFormat(board.decimal_places);
  return element("table", { class: "details-history" },
    element("caption", {}, "Last submissions"),
    element("thead", {}, element("tr", {}, ...["Time", "Submitted", "Score"].map((head) =>
      element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...history.map((each) => element("tr", {},
      element("th", { scope: "row" }, instantText(each.at)),
      ...[each.score, each.after].map((score) =>
        element("td", {}, score === null ? "—" : format(score)))))));
}
