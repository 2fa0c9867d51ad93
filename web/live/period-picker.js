// The choice of a period: the current one, or an older one, which no longer changes.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { boardPath } from "./live-paths.js";
import { periodText } from "./time-text.js";

const CURRENT = "";

/**
 * Makes the choice.
 * @param {(period: ?string) => void} choose null is the current period
 */
export function periodPicker(choose) {
  const select = element("select", { onchange: () => choose(select.value || null) },
    new Option("Now", CURRENT));
  const whole = element("label", { class: "picker" }, element("span", {}, "Period"), select);
  let asked = null;

  /** Offers the periods of a board, and selects one. */
  async function show(board, selected, signal) {
    const wanted = `${board.id} ${board.period?.id}`;
    if (asked !== wanted) {
      const { data } = await get(boardPath(board.id, ["periods"]), signal);
      asked = wanted;
      const older = data.filter(({ current }) => !current);
      select.replaceChildren(new Option("Now", CURRENT), ...older.map((period) =>
        new Option(periodText(period, board.time_zone), period.id)));
    }
    select.value = selected ?? CURRENT;
  }

  return { element: whole, show, forget: () => (asked = null) };
}
