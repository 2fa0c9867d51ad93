// Numbers and dates in the reader's language.

import { element } from "./element.js";

const exactNumbers = new Intl.NumberFormat();
const compactNumbers = new Intl.NumberFormat(undefined, {
  notation: "compact",
  maximumSignificantDigits: 3,
});
const longDates = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });
const mediumDates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const shortDates = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const instants = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** All digits: 32,178,509,380. */
export const exact = (value) => exactNumbers.format(value);

/** Three significant digits and a unit: 32.2B. */
export const compact = (value) => compactNumbers.format(value);

/** All digits with a sign: +1,204 or −36. */
export function signed(value) {
  if (value === 0) return "±0";
  return `${value > 0 ? "+" : "−"}${exact(Math.abs(value))}`;
}

/** A share as a whole percentage: 0.25 is 25%. */
export const percent = (share) =>
  share.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 0 });

const day = (date) => new Date(`${date}T00:00:00Z`);

/** January 26, 2026. */
export const longDate = (date) => longDates.format(day(date));

/** Jan 26, 2026. */
export const mediumDate = (date) => mediumDates.format(day(date));

/** Jan 26. */
export const shortDate = (date) => shortDates.format(day(date));

/** A date and a time, in the reader's time zone. */
export const instant = (time) => instants.format(new Date(time));

/** `1 player`, `2 players`. */
export function counted(count, one, many = `${one}s`) {
  return `${exact(count)} ${count === 1 ? one : many}`;
}

/**
 * A number as an element: exact where there is room, otherwise compact. The compact form shows the
 * exact number while its row has the pointer or the focus. Screen readers read the exact number.
 */
export function number(value) {
  if (value === null || value === undefined) return missing();
  return element("span", { class: "number" },
    element("span", { class: "compact", "aria-hidden": "true" }, compact(value)),
    element("span", { class: "exact" }, exact(value)));
}

/** The mark of a missing value, which is not zero. */
export function missing() {
  return element("span", { class: "missing" },
    element("span", { "aria-hidden": "true" }, "—"),
    element("span", { class: "visually-hidden" }, "no value"));
}
