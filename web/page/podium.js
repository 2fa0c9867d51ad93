// The first three of a board.

import { shareOf } from "./board-text.js";
import { element, hiddenText } from "../shared/element.js";
import { exact, percent } from "../shared/format.js";
import { playerName } from "./player-name.js";
import { entryChange } from "../shared/rank-change.js";
import { myPlayer } from "../shared/storage.js";

const PLACES = 3;

/** Makes the podium, initially as a skeleton of the same size. */
export function podium(page) {
  const list = element("ol", { class: "podium", "aria-label": "The first three" },
    ...Array.from({ length: PLACES }, skeleton));

  /** Shows the first entries of a board; hides the podium if there are none. */
  function show(entries, max, address) {
    const me = myPlayer(address.kingdom);
    list.hidden = entries.length === 0;
    list.replaceChildren(...entries.map((entry) => place(entry, max, me, address)));
  }

  function place(entry, max, me, { kingdom, date }) {
    const share = shareOf(entry.value, max);
    const link = page.link({ view: "player", kingdom, date, player: String(entry.id) });
    return element("li",
      {
        class: `place place-${Math.min(entry.rank, PLACES)}`, "data-key": `podium-${entry.id}`,
        "data-me": String(entry.id) === me, variables: { "--share": String(share) },
      },
      element("p", { class: "place-rank" }, hiddenText("Rank "), exact(entry.rank)),
      element("p", { class: "place-change" }, entryChange(entry)),
      element("div", { class: "place-who" }, playerName(entry, link)),
      element("p", { class: "place-value" }, exact(entry.value)),
      element("p", { class: "place-share" }, element("span", { class: "bar" }),
        element("span", { class: "muted" }, note(entry, share))));
  }

  return { element: list, show };
}

function note(entry, share) {
  if (entry.rank > 1) return `${percent(share)} of the first`;
  return "leads";
}

function skeleton(_, index) {
  return element("li", { class: `place place-${index + 1} skeleton`, "aria-hidden": "true" },
    element("p", { class: "place-rank" }, String(index + 1)),
    element("p", { class: "place-change" }, "\u00a0"),
    element("div", { class: "place-who" }, element("span", { class: "player" }, block())),
    element("p", { class: "place-value" }, block()),
    element("p", { class: "place-share" }, element("span", { class: "bar" }), "\u00a0"));
}

function block() {
  return element("span", { class: "block" }, "\u00a0");
}
