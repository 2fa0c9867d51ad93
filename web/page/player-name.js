// The name of a player: the alliance as a chip, and the name in its own script and direction.

import { element } from "../shared/element.js";

/** The alliance of a player as a chip; null without one. */
export function allianceChip(alliance) {
  if (alliance === null || alliance === "") return null;
  return element("bdi", { class: "chip", title: alliance }, alliance);
}

/**
 * The alliance and the name, which links to the player.
 * @param {{id: number, name: string, alliance: ?string}} player
 * @param {string} link
 */
export function playerName(player, link) {
  const name = element("a", { href: link, class: "player-link", title: player.name },
    element("bdi", { dir: "auto" }, shownName(player)));
  return element("span", { class: "player" }, allianceChip(player.alliance), name);
}

/** The name, or the id if the name has no visible character. */
export function shownName({ name, id }) {
  return /[^\s\p{C}]/u.test(name ?? "") ? name : `#${id}`;
}
