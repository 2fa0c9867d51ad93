// What a kill and a death are worth in DKP, as the reader wants it.

import { element } from "./element.js";

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
    const text = Object.entries(fields).map(([part, field]) => `${part}:${Number(field.value)}`);
    page.go(page.link({ weights: text.join() }));
  }

  function resetWeights() {
    page.go(page.link({ weights: null }));
  }

  /** Shows the weights that hold; null for other metrics, and for DKP that was uploaded. */
  function update(weights, address) {
    button.hidden = weights === null;
    if (weights === null) {
      form.hidden = true;
      button.setAttribute("aria-expanded", "false");
      return;
    }
    button.textContent = address.weights ? "Weights changed" : "Weights";
    reset.hidden = !address.weights;
    for (const [part, value] of weights.split(",").map((text) => text.split(":"))) {
      if (fields[part] && document.activeElement !== fields[part]) fields[part].value = value;
    }
  }

  return { element: form, button, update };
}
