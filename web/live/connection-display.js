// The display of the connection's state.

import { announce } from "../shared/announce.js";
import { connectionAnnouncement, connectionText, isLongAway } from "./connection-state.js";

/**
 * Makes the function that shows a state: in the header at once, and as a notice and an
 * announcement if the server is away for long.
 * @returns {(connection: Connection) => void}
 */
export function connectionDisplay() {
  const place = document.querySelector("#connection");
  const text = place.querySelector(".connection-text");
  const away = document.querySelector("#away");
  let wasAway = false;

  function show(connection) {
    place.dataset.state = connection.state;
    place.title = connection.way ? `Connected by ${connection.way}` : "";
    text.textContent = connectionText(connection);
    const announcement = connectionAnnouncement(wasAway, connection);
    if (announcement) announce(announcement);
    // While the page tries again, nothing is known to have changed.
    if (connection.state !== "away" || isLongAway(connection)) wasAway = isLongAway(connection);
    away.hidden = !wasAway;
  }

  show({ state: "starting" });
  return show;
}
