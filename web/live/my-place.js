// The reader's own player, pinned: the rank, the score and the neighbors.

import { announce } from "../shared/announce.js";
import { element } from "../shared/element.js";
import { counted, exact } from "../shared/format.js";
import { icon } from "../shared/icons.js";
import { myId } from "./my-player-id.js";
import { playerLink } from "./player-link.js";
import { scoreFormat } from "./score-text.js";

const NEIGHBORS = 2;
const ANNOUNCEMENT_PAUSE_MS = 15_000;

/**
 * Makes the card.
 * @param {Object} page
 * @param {(id: ?string) => void} choose makes another player the reader's own; null makes none
 */
export function myPlace(page, choose) {
  const form = askingForm(choose);
  const card = element("section", { class: "card mine", "aria-labelledby": "mine-title" },
    element("h2", { id: "mine-title" }, "My player"), form);
  let player = null;
  let told = { rank: null, at: 0 };

  /**
   * Shows what is known of the player on a board.
   * @param {{player: ?Object, around: Object[]}} place the entry, or null without a rank
   * @param {{board: Object, total: number}} of
   */
  function show(place, of) {
    if (player === null) return;
    player.show(place, of);
    if (place.player) tell(place.player.rank);
  }

  /** Waits for what is known of the player, or asks for a player if none is followed. */
  function wait() {
    const id = myId();
    told = { rank: null, at: 0 };
    player = id && (player?.id === id ? player : followed(id, page, choose));
    card.lastChild.replaceWith(player?.element ?? form);
    player?.wait();
  }

  /** Tells screen readers a new rank, but not every one of a fast board. */
  function tell(rank) {
    const now = Date.now();
    const isFirst = told.rank === null;
    if (rank === told.rank || (!isFirst && now - told.at < ANNOUNCEMENT_PAUSE_MS)) return;
    told = { rank, at: now };
    if (!isFirst) announce(`Your rank is now ${exact(rank)}`);
  }

  return { element: card, show, wait };
}

function askingForm(choose) {
  const field = element("input", {
    type: "text", id: "mine-id", maxlength: "128", autocomplete: "off", spellcheck: "false",
    dir: "auto", required: true,
  });
  const take = (event) => {
    event.preventDefault();
    if (field.value.trim()) choose(field.value.trim());
  };
  return element("form", { class: "mine-form", onsubmit: take },
    element("label", { for: "mine-id" }, "Your player id, to see your rank on every board"),
    element("div", { class: "joined" }, field,
      element("button", { type: "submit", class: "button" }, "Follow")));
}

/** The part of the card about one player. */
function followed(id, page, choose) {
  const rank = element("dd");
  const score = element("dd");
  const figures = element("dl", { class: "mine-figures" },
    element("div", {}, element("dt", {}, "Rank"), rank),
    element("div", {}, element("dt", {}, "Score"), score));
  const missing = element("p", { class: "muted" }, "Has no rank on this board yet.");
  const near = element("ol", { class: "places", "aria-label": "Your neighbors" });
  const lines = Array.from({ length: 2 * NEIGHBORS + 1 }, () => neighbor(page));
  near.append(...lines.map((line) => line.element));
  const name = playerLink(id, page.linkToPlayer(id));
  const forget = element("button",
    {
      type: "button", class: "button button-icon", "aria-label": "Stop following this player",
      title: "Stop following this player", onclick: () => choose(null),
    },
    icon("close"));

  const more = element("button",
    {
      type: "button", class: "button button-icon mine-more", "aria-label": "Neighbors",
      "aria-expanded": "false", onclick: () => more.setAttribute("aria-expanded",
        String(more.getAttribute("aria-expanded") === "false")),
    },
    icon("up"));

  function show({ player, around }, { board, total }) {
    const format = scoreFormat(board.decimal_places);
    name.show(id, page.linkToPlayer(id));
    figures.hidden = player === null;
    missing.hidden = player !== null;
    near.hidden = player === null || around.length < 2;
    if (!player) return;
    rank.replaceChildren(exact(player.rank),
      element("span", { class: "muted" }, ` of ${counted(total, "player")}`));
    score.textContent = format(player.score);
    const index = around.findIndex(({ player_id: each }) => each === id);
    const shown = around.slice(Math.max(0, index - NEIGHBORS), index + NEIGHBORS + 1);
    lines.forEach((line, place) => line.show(shown[place], id, format));
  }

  function wait() {
    name.show(id, page.linkToPlayer(id));
    missing.hidden = true;
    figures.hidden = false;
    near.hidden = false;
    for (const place of [rank, score]) place.textContent = "\u00a0";
    for (const line of lines) line.wait();
  }

  const whole = element("div", { class: "mine-body" },
    element("div", { class: "mine-who" }, name.element, more, forget), figures, missing, near);
  return { id, element: whole, show, wait };
}

function neighbor(page) {
  const rank = element("span", { class: "places-rank" });
  const name = playerLink();
  const score = element("span", { class: "places-score" });
  const line = element("li", { hidden: true }, rank, name.element, score);

  function show(entry, me, format) {
    line.hidden = !entry;
    if (!entry) return;
    rank.textContent = exact(entry.rank);
    name.element.hidden = false;
    name.show(entry.player_id, page.linkToPlayer(entry.player_id));
    score.textContent = format(entry.score);
    line.toggleAttribute("data-me", entry.player_id === me);
  }

  function wait() {
    line.hidden = false;
    line.removeAttribute("data-me");
    rank.textContent = "\u00a0";
    score.textContent = "";
    name.element.hidden = true;
  }

  return { element: line, show, wait };
}
