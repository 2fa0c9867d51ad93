// The podium: the first three with their medals. The places stay; who stands on them changes.

import { element, hiddenText } from "../shared/element.js";
import { exact } from "../shared/format.js";
import { medal } from "./medal.js";
import { playerLink } from "./player-link.js";
import { gapText, scoreFormat, shareOfBest } from "./score-text.js";

export const PLACES = 3;
const ARRIVAL_MS = 450;

/**
 * Makes the podium, initially as a skeleton.
 * @param {(player: string) => string} link to the details of a player
 */
export function topThree(link) {
  const places = Array.from({ length: PLACES }, (_, index) => place(index, link));
  const list = element("ol", { class: "podium podium-live", "aria-label": "The first three" },
    ...places.map((each) => each.element));

  /** Shows the first entries; hides the podium if there are none. */
  function show(entries, { board, isLive, me }) {
    list.hidden = entries.length === 0;
    const format = scoreFormat(board.decimal_places);
    places.forEach((each, index) => {
      const entry = entries[index];
      if (!entry) return each.leave();
      const share = shareOfBest(entry.score, entries[0].score, board.sort_order);
      each.show(entry, {
        score: format(entry.score), gap: gapText(entries, index, format), share, isLive,
        isMe: entry.player_id === me,
      });
    });
  }

  function wait() {
    list.hidden = false;
    for (const each of places) each.wait();
  }

  wait();
  return { element: list, show, wait };
}

function place(index, link) {
  const badge = medal();
  const rank = element("span", { class: "visually-hidden" });
  const name = playerLink();
  const who = element("div", { class: "place-who" });
  const value = element("p", { class: "place-value" });
  const bar = element("span", { class: "bar" });
  const gap = element("span", { class: "muted" });
  const whole = element("li", {},
    element("div", { class: "place-medal" }, badge.element, hiddenText("Rank "), rank),
    who, value, element("p", { class: "place-share" }, bar, gap));
  let player = null;

  function show(entry, { score, gap: words, share, isLive, isMe }) {
    const isOther = entry.player_id !== player;
    if (player === null) who.replaceChildren(name.element);
    if (isOther) name.show(entry.player_id, link(entry.player_id));
    whole.className = `place place-${Math.min(entry.rank, PLACES)} stand-${index + 1}`;
    whole.removeAttribute("aria-hidden");
    whole.hidden = false;
    setText(rank, exact(entry.rank));
    badge.show(entry.rank);
    setText(value, score);
    setText(gap, words);
    bar.style.setProperty("--share", String(share));
    whole.toggleAttribute("data-me", isMe);
    if (isOther && isLive && player !== null) arrive(whole);
    player = entry.player_id;
  }

  function leave() {
    whole.hidden = true;
    player = null;
  }

  function wait() {
    whole.hidden = false;
    whole.className = `place place-${index + 1} stand-${index + 1} skeleton`;
    whole.setAttribute("aria-hidden", "true");
    who.replaceChildren(element("span", { class: "player" }, block()));
    value.replaceChildren(block());
    gap.textContent = "\u00a0";
    badge.show(index + 1);
    player = null;
  }

  return { element: whole, show, leave, wait };
}

/** Lets whoever has come to a place rise into it. */
function arrive(place) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const part of place.querySelectorAll(".place-who, .place-medal")) {
    part.animate([{ opacity: 0, transform: "translateY(12px)" }, {}],
      { duration: ARRIVAL_MS, easing: "cubic-bezier(.2,.7,.2,1)" });
  }
}

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

const block = () => element("span", { class: "block" }, "\u00a0");
