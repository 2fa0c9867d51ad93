// The form for the weights of DKP.

import { element } from "../shared/element.js";
import { formatWeights, parseWeights } from "./weights.js";

const parts = { t4: "Tier 4 kill", t5: "Tier 5 kill", deaths: "Death" };

/** Makes the form, and the button that opens it. */
export function weightsForm(page) {
  const fields = Object.fromEntries(Object.keys(parts).map((part) => [part, element("input", {
    type: "number", min: "0", max: "1000000", step: "1", required: true, inputmode: "numeric",
  })]));
  const reset = element("button", { type: "button", class: "button", onclick: resetWeights },
    "Usual weights");
  const form = element("form", { id: "weights", class: "weights", hidden: true, onsubmit: apply },
    Object.entries(parts).map(([part, name]) => element("label", {}, name, fields[part])),
    element("button", { class: "button button-strong" }, "Apply"), reset);
  const button = element("button",
    {
      type: "button", class: "button", "aria-expanded": "false", "aria-controls": "weights",
      hidden: true, onclick: toggle,
    }, "Weights");

  function toggle() {
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) fields.t4.focus();
  }

  function apply(event) {
    event.preventDefault();
    const weights = Object.entries(fields).map(([part, field]) => [part, field.value]);
    page.go(page.link({ weights: formatWeights(Object.fromEntries(weights)) }));
  }

  function resetWeights() {
    page.go(page.link({ weights: null }));
  }

  /** Shows the weights in use; null hides the form, for other metrics and for uploaded DKP. */
  function update(weights, address) {
    button.hidden = weights === null;
    if (weights === null) {
      form.hidden = true;
      button.setAttribute("aria-expanded", "false");
      return;
    }
    button.textContent = address.weights ? "Weights changed" : "Weights";
    reset.hidden = !address.weights;
    for (const [part, value] of Object.entries(parseWeights(weights))) {
      if (fields[part] && document.activeElement !== fields[part]) fields[part].value = value;
    }
  }

  return { element: form, button, update };
}
