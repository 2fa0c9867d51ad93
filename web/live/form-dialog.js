// A dialog with a form that sends a command. Errors appear at the field they name, or below all.

import { dialog } from "../shared/dialog.js";
import { element } from "../shared/element.js";
import { problemOf, wantsToken } from "./problem-text.js";

/**
 * Opens the dialog.
 * @param {Object} page
 * @param {string} title
 * @param {Object} form
 * @param {Node[]} [form.content] above the fields
 * @param {Object[]} [form.fields] of `form-fields.js`
 * @param {string} form.action the words of the button that sends
 * @param {boolean} [form.isDangerous] what is lost cannot be brought back
 * @param {(values: Object<string, string>) => Promise<?string>} form.send resolves to the text that
 *   the dialog shows while it stays open, or to null to close it
 */
export function openForm(page, title, { content = [], fields = [], action, isDangerous, send }) {
  const failure = element("div", { class: "form-error", role: "alert" });
  const result = element("p", { class: "form-result", role: "status" });
  const button = element("button",
    { type: "submit", class: `button ${isDangerous ? "button-danger" : "button-strong"}` }, action);
  const cancel = element("button", { type: "button", class: "button", onclick: () => made.close() },
    isDangerous ? "Keep it" : "Cancel");
  const form = element("form", { class: "form", novalidate: true, onsubmit: submit }, ...content,
    ...fields.map((field) => field.element), failure, result,
    element("p", { class: "form-actions" }, cancel, button));
  const made = dialog(title, form);
  made.classList.add("dialog-form");
  let isSending = false;

  async function submit(event) {
    event.preventDefault();
    if (isSending) return;
    begin();
    try {
      const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
      const text = await send(values);
      if (text === null) return made.close();
      result.textContent = text;
      fields[0]?.control.select?.();
    } catch (error) {
      fail(error);
    } finally {
      isSending = false;
      button.removeAttribute("aria-disabled");
    }
  }

  function begin() {
    isSending = true;
    button.setAttribute("aria-disabled", "true");
    failure.replaceChildren();
    result.textContent = "";
    for (const field of fields) field.fail(null);
  }

  function fail(error) {
    const problem = problemOf(error, fields.map(({ name }) => name));
    const at = fields.find(({ name }) => name === problem.field);
    if (at) {
      at.fail(problem.text);
      return at.control.focus();
    }
    failure.replaceChildren(element("p", { dir: "auto" }, problem.text));
    if (wantsToken(error)) {
      failure.append(element("button",
        { type: "button", class: "button", onclick: () => page.askForToken() }, "Enter a token"));
    }
  }

  made.showModal();
  (isDangerous ? cancel : fields[0]?.control ?? button).focus();
  return made;
}
