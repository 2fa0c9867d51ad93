// The question of which kingdom and day a file is.

import { element } from "./element.js";

/**
 * Makes the form.
 * @param {{needs: ?string[]}} problem the server's answer
 * @param {{kingdom: ?string, date: ?string}} place what was told before
 * @param {Object} page
 * @param {(place: {kingdom: ?string, date: ?string}) => void} send
 */
export function placeForm(problem, place, page, send) {
  const needs = problem.needs ?? ["kingdom", "date"];
  const kingdom = element("input", {
    name: "kingdom", type: "number", min: "1", max: "9999999", step: "1", required: true,
    inputmode: "numeric", value: place.kingdom ?? page.address.kingdom ?? "",
  });
  const date = element("input",
    { name: "date", type: "date", required: true, value: place.date ?? "" });
  const fields = { kingdom: [kingdom, "Kingdom"], date: [date, "Date of the statistics"] };
  const asked = Object.entries(fields).filter(([key]) => needs.includes(key));
  return element("form",
    {
      class: "place-form", onsubmit: (event) => {
        event.preventDefault();
        send({
          kingdom: needs.includes("kingdom") ? kingdom.value : place.kingdom,
          date: needs.includes("date") ? date.value : place.date,
        });
      },
    },
    asked.map(([, [field, label]]) => element("label", {}, label, field)),
    element("button", { class: "button button-strong" }, "Upload"));
}
