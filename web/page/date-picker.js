// A choice among the dates of which there are snapshots.

import { element } from "./element.js";
import { mediumDate } from "./format.js";

/**
 * Makes a picker of dates.
 * @param {string} label
 * @param {(date: string) => void} choose
 */
export function datePicker(label, choose) {
  const select = element("select",
    { "aria-label": label, disabled: true, onchange: () => choose(select.value) });
  let shown = null;

  /** Offers the dates and shows which is chosen. */
  function update(dates, chosen) {
    const offered = chosen === null || dates.includes(chosen) ? dates : [chosen, ...dates];
    if (offered.join() !== shown) {
      select.replaceChildren(...offered.map((date) => new Option(mediumDate(date), date)));
      shown = offered.join();
    }
    select.disabled = offered.length === 0;
    select.value = chosen ?? offered[0];
  }

  const whole = element("label", { class: "picker" }, element("span", {}, label), select);
  return { element: whole, update };
}
