// The players without a gain: who arrived, who departed, who has no value on one of the dates.

import { element } from "../shared/element.js";
import { exact, number } from "../shared/format.js";
import { playerName } from "./player-name.js";

const LISTED = 12;

/** Makes the three lists. */
export function gainsLists(page) {
  const whole = element("div", { class: "lists" });

  /** Shows the lists of the first page of gains; empty lists are left out. */
  function show(gains, address) {
    const sections = [
      ["Arrived", "Listed at the second date only", gains.arrived, ({ value }) => number(value)],
      ["Departed", "Listed at the first date only", gains.departed, ({ value }) => number(value)],
      ["Cannot be compared", "Listed at both dates, but a value is missing", gains.without_value,
        (player) => element("span", { class: "muted" }, missingSide(player))],
    ];
    whole.replaceChildren(...sections
      .filter(([, , list]) => list.total_players > 0)
      .map((section) => list(section, address, gains)));
  }

  function list([title, meaning, { total_players: count, players }, value], address, gains) {
    const date = title === "Departed" ? gains.from : address.to;
    const item = (player) => element("li", {},
      playerName(player, page.link({ view: "player", player: String(player.id), date })),
      value(player));
    const rest = players.slice(LISTED);
    const items = element("ol", {}, players.slice(0, LISTED).map(item));
    const more = rest.length === 0 ? null : element("button",
      {
        type: "button", class: "button", onclick: () => {
          const added = rest.map(item);
          items.append(...added);
          more.remove();
          added[0].querySelector("a").focus();
        },
      }, `Show ${exact(rest.length)} more`);
    const unlisted = count - players.length;
    return element("section", {},
      element("h2", {}, `${title} `, element("span", { class: "muted" }, exact(count))),
      element("p", { class: "muted" }, meaning), items, more,
      unlisted > 0 ? element("p", { class: "muted" }, `${exact(unlisted)} are not listed.`) : null);
  }

  return { element: whole, show };
}

/** Which of the two values of a player is missing. */
export function missingSide({ value_before: before, value_after: after }) {
  if (before === null && after === null) return "neither";
  return before === null ? "missing before" : "missing now";
}
