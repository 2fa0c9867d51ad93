// A choice among the dates of the snapshots.

import { element } from "../shared/element.js";
import { mediumDate } from "../shared/format.js";

/** The dates to offer: those that are known, and the chosen one before them if it is unknown. */
export function offeredDates(dates, chosen) {
  return chosen === null || dates.includes(chosen) ? dates : [chosen, ...dates];
}

/**
 * Makes a picker of dates.
 * @param {string} label
 * @param {(date: string) => void} choose
 */
export function datePicker(label, choose) {
  const select = element("select",
    { "aria-label": label, disabled: true, onchange: () => choose(select.value) });
  let shown = null;

  /** Offers dates and shows the chosen one; the first where `chosen` is null. */
  function update(dates, chosen) {
    const offered = offeredDates(dates, chosen);
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
