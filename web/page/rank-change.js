// How far somebody rose or fell, as a mark that is words for screen readers.

import { element, hiddenText } from "./element.js";
import { exact } from "./format.js";
import { icon } from "./icons.js";

/**
 * The mark of a change; positive rose.
 * @param {number} change
 * @param {number} before the rank that it was
 */
export function rankChange(change, before) {
  if (change === 0) {
    return mark("same", "Unchanged", element("span", { "aria-hidden": "true" }, "–"));
  }
  const [look, word] = change > 0 ? ["up", "Up"] : ["down", "Down"];
  return mark(look, `${word} ${exact(Math.abs(change))}, was rank ${exact(before)}`, icon(look),
    element("span", { "aria-hidden": "true" }, exact(Math.abs(change))));
}

/** The mark of somebody who was not ranked before. */
export function newlyRanked() {
  return mark("new", "Not ranked before", element("span", { "aria-hidden": "true" }, "new"));
}

function mark(look, text, ...content) {
  return element("span", { class: `change change-${look}`, title: text }, ...content,
    hiddenText(text));
}
