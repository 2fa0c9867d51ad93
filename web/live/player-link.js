// The id of a player as a link to the player's details. Ids are text of others: they are shown in
// their own direction, and cut where the line ends.

import { element } from "../shared/element.js";

/**
 * Makes a link.
 * @param {string} player
 * @param {string} href
 */
export function playerLink(player = "", href = "/") {
  const text = element("bdi", { dir: "auto" });
  const link = element("a", { class: "player-link" }, text);
  const whole = element("span", { class: "player" }, link);
  let shown = null;

  /** Makes it the link of another player, or to another board. */
  function show(player, href) {
    if (href === shown) return;
    shown = href;
    text.textContent = player;
    link.title = player;
    link.href = href;
  }

  show(player, href);
  return { element: whole, show };
}
