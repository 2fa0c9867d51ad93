// A player as boards name them: the alliance as a chip, the name in its own script and direction.

import { element } from "./element.js";

/** The alliance of a player as a chip, or nothing. */
export function allianceChip(alliance) {
  if (alliance === null || alliance === "") return null;
  return element("bdi", { class: "chip", title: alliance }, alliance);
}

/**
 * The name as a link to the player.
 * @param {{id: number, name: string, alliance: ?string}} player
 * @param {string} link
 */
export function playerName(player, link) {
  const name = element("a", { href: link, class: "player-link", title: player.name },
    element("bdi", { dir: "auto" }, shownName(player)));
  return element("span", { class: "player" }, allianceChip(player.alliance), name);
}

/** The name, or the id where somebody has a name that shows nothing. */
export function shownName({ name, id }) {
  return /[^\s\p{C}]/u.test(name ?? "") ? name : `#${id}`;
}
