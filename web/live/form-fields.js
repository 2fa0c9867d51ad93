// The fields of forms, each with its label and the place of its error.

import { element } from "../shared/element.js";

/**
 * Makes a text field.
 * @param {string} name the member of the request that it fills
 * @param {string} label
 * @param {Object} [attributes] of the input
 * @param {string} [hint]
 */
export function textField(name, label, attributes = {}, hint = null) {
  const input = element("input",
    { type: "text", autocomplete: "off", spellcheck: "false", dir: "auto", ...attributes });
  return field(name, label, input, hint);
}

/**
 * Makes a choice.
 * @param {string} name the member of the request that it fills
 * @param {string} label
 * @param {Object<string, string>} options the words of each value
 */
export function choiceField(name, label, options) {
  const select = element("select", {},
    ...Object.entries(options).map(([value, words]) => element("option", { value }, words)));
  return field(name, label, select, null);
}

let fields = 0;

function field(name, label, control, hint) {
  const id = `field-${(fields += 1)}`;
  const error = element("p", { class: "field-error", id: `${id}-error`, hidden: true });
  control.id = id;
  control.name = name;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  const whole = element("div", { class: "field" }, element("label", { for: id }, label), control,
    hint && element("p", { class: "field-hint muted", id: `${id}-hint` }, hint), error);

  /** Shows an error at the field; null removes it. */
  function fail(text) {
    error.textContent = text ?? "";
    error.hidden = !text;
    control.toggleAttribute("aria-invalid", Boolean(text));
    if (text) control.setAttribute("aria-invalid", "true");
    const described = [hint && `${id}-hint`, text && `${id}-error`].filter(Boolean).join(" ");
    if (described) control.setAttribute("aria-describedby", described);
    else control.removeAttribute("aria-describedby");
  }

  return { name, control, element: whole, fail, value: () => control.value.trim() };
}
