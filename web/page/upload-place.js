// The form for a file's kingdom and date.

import { element } from "../shared/element.js";

/**
 * @typedef {{kingdom: ?string, date: ?string}} Place a part is null if the file itself has it
 */

/** The parts of a place that the server needs; both, unless its answer says. */
export function neededParts({ needs }) {
  return needs ?? ["kingdom", "date"];
}

/**
 * The place after the reader filled in the form.
 * @param {string[]} needs the parts that the form asks for
 * @param {{kingdom: string, date: string}} filled
 * @param {Place} place what was told before
 * @returns {Place}
 */
export function completedPlace(needs, filled, place) {
  const part = (name) => (needs.includes(name) ? filled[name] : place[name]);
  return { kingdom: part("kingdom"), date: part("date") };
}

/**
 * Makes the form.
 * @param {{needs: ?string[]}} problem the server's answer
 * @param {Place} place what was told before
 * @param {Object} page
 * @param {(place: Place) => void} send
 */
export function placeForm(problem, place, page, send) {
  const needs = neededParts(problem);
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
        send(completedPlace(needs, { kingdom: kingdom.value, date: date.value }, place));
      },
    },
    asked.map(([, [field, label]]) => element("label", {}, label, field)),
    element("button", { class: "button button-strong" }, "Upload"));
}
