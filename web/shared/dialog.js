// A modal dialog; its button, the Escape key and a click outside close it.

import { element } from "./element.js";
import { icon } from "./icons.js";

let dialogs = 0;

/**
 * Makes a dialog; `showModal` opens it, and closing removes it.
 * @param {string} title
 * @param {...Node} content
 */
export function dialog(title, ...content) {
  const id = `dialog-${(dialogs += 1)}`;
  const close = element("button",
    {
      type: "button", class: "button button-icon", "aria-label": "Close",
      onclick: () => made.close(),
    },
    icon("close"));
  const made = element("dialog", { class: "dialog", "aria-labelledby": id },
    element("header", {}, element("h2", { id }, title), close),
    element("div", { class: "dialog-content" }, ...content));
  made.addEventListener("click", (event) => event.target === made && made.close());
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  return made;
}
