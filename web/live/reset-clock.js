// The time until the next reset of a board.

import { element } from "../shared/element.js";
import { instantText, remainingText } from "./time-text.js";

const SECOND_MS = 1_000;

/**
 * Makes the clock.
 * @param {() => void} ended called when the time is over
 */
export function resetClock(ended) {
  const rest = element("strong", { role: "timer", "aria-label": "Time until the reset" });
  const when = element("span", { class: "reset-when muted" });
  const whole = element("p", { class: "reset", hidden: true },
    element("span", { class: "muted" }, "Resets in "), rest, when);
  let end = null;
  let timer = null;

  /** Shows the end of a period in the reader's zone, and names the board's. */
  function show(period, board) {
    const next = period?.end ? Date.parse(period.end) : null;
    whole.hidden = next === null;
    if (next === end) return;
    clearInterval(timer);
    end = next;
    if (end === null) return;
    when.textContent = `${instantText(end)} · the board keeps ${board.time_zone}`;
    timer = setInterval(tick, SECOND_MS);
    tick();
  }

  function tick() {
    const remaining = end - Date.now();
    rest.textContent = remainingText(remaining);
    if (remaining > 0) return;
    clearInterval(timer);
    ended();
  }

  return { element: whole, show };
}
