// A medal: a ribbon and a disc. Its colours come from the style sheet.

import { svg } from "../shared/element.js";

/** Makes the medal of a place. It is hidden from screen readers, because the rank is beside it. */
export function medal() {
  const number = svg("text", { x: "20", y: "34.6", class: "medal-number" });
  const made = svg("svg", { class: "medal", viewBox: "0 0 40 48", "aria-hidden": "true" },
    svg("path", { class: "medal-ribbon", d: "M9 0h9l5 14-7 5z" }),
    svg("path", { class: "medal-ribbon medal-ribbon-front", d: "M31 0h-9l-5 14 7 5z" }),
    svg("circle", { class: "medal-disc", cx: "20", cy: "30", r: "15" }),
    svg("circle", { class: "medal-rim", cx: "20", cy: "30", r: "11.5" }),
    number);
  return { element: made, show: (rank) => (number.textContent = rank > 9 ? "" : String(rank)) };
}
