// A row of the ranking. It belongs to one player and stays the same element while the player moves.

import { element, hiddenText } from "../shared/element.js";
import { describeChange } from "../shared/rank-change.js";
import { exact } from "../shared/format.js";
import { playerLink } from "./player-link.js";
import { isOver, movedFrom } from "./recent-change.js";

const FLASH_MS = 900;
const signs = { up: "▲", down: "▼", same: "", new: "" };

/**
 * Makes the row of a player.
 * @param {string} player
 * @param {string} link
 */
export function rankingRow(player, link) {
  const rank = element("td", { class: "cell-rank" });
  const change = element("td", { class: "cell-change" });
  const value = element("td", { class: "cell-value" });
  const whole = element("tr", { "data-key": player }, rank, change,
    element("th", { scope: "row", class: "cell-player" }, playerLink(player, link).element),
    value);
  const shown = { rank: null, score: null, share: null };
  let recent = null;
  let mark = null;
  let hasNewScore = false;
  let flashedAt = 0;

  /**
   * Shows an entry.
   * @param {{rank: number, score: number}} entry
   * @param {{format: Function, share: number, now: number, isLive: boolean}} how `isLive` marks
   *   what is new
   */
  function show(entry, { format, share, now, isLive }) {
    if (entry.rank !== shown.rank) {
      rank.textContent = exact(entry.rank);
      if (isLive && shown.rank !== null) recent = movedFrom(recent, shown.rank, now);
      shown.rank = entry.rank;
      showChange();
    }
    hasNewScore = isLive && shown.score !== null && entry.score !== shown.score;
    if (entry.score !== shown.score) {
      value.textContent = format(entry.score);
      shown.score = entry.score;
    }
    if (share !== shown.share) value.style.setProperty("--share", String(share));
    shown.share = share;
  }

  function showChange() {
    const change = recent && describeChange(recent.from - shown.rank, recent.from);
    if (!change || change.direction === "same") return clear();
    mark ??= changeMark();
    mark.show(change);
  }

  function clear() {
    recent = null;
    if (mark) mark.element.remove();
    mark = null;
  }

  function changeMark() {
    const sign = element("span", { "aria-hidden": "true" });
    const words = hiddenText("");
    const made = element("span", { class: "change" }, sign, words);
    change.append(made);
    return {
      element: made,
      show(described) {
        made.className = `change change-${described.direction}`;
        sign.textContent = `${signs[described.direction]}${described.mark}`;
        words.textContent = described.words;
      },
    };
  }

  return {
    element: whole,
    show,
    /** Removes the mark of a change that is no longer recent. */
    expire: (now) => recent && isOver(recent, now) && clear(),
    /** Lets the score flash if it is new, and not while it flashes. */
    flash(now) {
      if (!hasNewScore || now - flashedAt < FLASH_MS) return;
      flashedAt = now;
      value.animate([{ backgroundColor: "var(--flash)", offset: 0 }],
        { duration: FLASH_MS, easing: "ease-out" });
    },
    mark: (isMe) => whole.toggleAttribute("data-me", isMe),
  };
}
