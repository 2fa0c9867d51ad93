// The change of a rank: a mark for the eye, and words for screen readers.

import { element, hiddenText } from "./element.js";
import { exact } from "./format.js";
import { icon } from "./icons.js";

/**
 * @typedef {Object} RankChange
 * @property {"up"|"down"|"same"|"new"} direction
 * @property {string} words
 * @property {string} mark
 */

/**
 * Describes the change of a rank.
 * @param {number} change positive for a rise
 * @param {number} before the rank before the change
 * @returns {RankChange}
 */
export function describeChange(change, before) {
  if (change === 0) return { direction: "same", words: "Unchanged", mark: "–" };
  const [direction, word] = change > 0 ? ["up", "Up"] : ["down", "Down"];
  const places = exact(Math.abs(change));
  return { direction, words: `${word} ${places}, was rank ${exact(before)}`, mark: places };
}

/**
 * Describes the change of an entry since the compared snapshot.
 * @param {{rank: number, previous: ?{rank: number}}} entry `previous` is absent where nothing is
 *   compared, and null where the player had no rank
 * @returns {?RankChange}
 */
export function describeEntryChange({ rank, previous }) {
  if (previous === undefined) return null;
  if (previous === null) return { direction: "new", words: "Not ranked before", mark: "new" };
  return describeChange(previous.rank - rank, previous.rank);
}

/** The change of a rank as an element, with the parameters of `describeChange`. */
export function rankChange(change, before) {
  return changeElement(describeChange(change, before));
}

/** The change of an entry as an element, or null, with the parameter of `describeEntryChange`. */
export function entryChange(entry) {
  const change = describeEntryChange(entry);
  return change && changeElement(change);
}

function changeElement({ direction, words, mark }) {
  const hasIcon = direction === "up" || direction === "down";
  return element("span", { class: `change change-${direction}`, title: words },
    hasIcon ? icon(direction) : null, element("span", { "aria-hidden": "true" }, mark),
    hiddenText(words));
}
