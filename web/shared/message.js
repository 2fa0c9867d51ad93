// A message in place of a view.

import { element } from "./element.js";

/** A message in the middle of the view. */
export function message(title, ...content) {
  return element("section", { class: "message" },
    element("h1", { tabindex: "-1" }, title), ...content);
}

/** A text with a capital letter at its start and a full stop at its end. */
export function sentence(text) {
  const start = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
