// The icons of the page, drawn on a grid of 16 by 16.

import { svg } from "./element.js";

const paths = {
  up: "M8 4l4.5 7h-9z",
  down: "M8 12L3.5 5h9z",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5l3 3",
  target: "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM8 1v4M8 11v4M1 8h4M11 8h4",
  download: "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
  upload: "M8 10.5V2.5M4.5 6L8 2.5 11.5 6M2.5 13.5h11",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  automatic: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 2.5v11",
  light: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" +
    "M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
  dark: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
  alert: "M8 2L14.5 13.5h-13zM8 6.5v3.5M8 11.5v.6",
  check: "M3 8.5l3.2 3.2L13 4.8",
};

const filled = new Set(["up", "down"]);

/** An icon. It is hidden from screen readers, because words are always beside it. */
export function icon(name) {
  const look = filled.has(name) ? "icon icon-filled" : "icon";
  return svg("svg", { class: look, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { d: paths[name] }));
}
