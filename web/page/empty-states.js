// The messages in place of a view: no kingdom yet, not found, failed, server unreachable.

import { Rejection, Unreachable } from "../shared/api.js";
import { element } from "../shared/element.js";
import { message, sentence } from "../shared/message.js";

/** Shows that the lake is empty, and how to upload a file. */
export function showNoKingdom(place, page) {
  const hint = page.features.includes("uploads")
    ? "Drop an export of player statistics anywhere on this page: XLSX, CSV or JSON."
    : "Put an export of player statistics (XLSX, CSV or JSON) into the inbox of the lake, " +
      "under its kingdom and date:";
  place.replaceChildren(message("No kingdom yet",
    element("p", {}, hint),
    page.features.includes("uploads") ? uploadButton()
      : element("pre", {}, "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"),
    element("p", { class: "muted" },
      "The boards appear here with the first snapshot.")));
}

/** Shows an error in place of a view. */
export function showFailure(place, error, page) {
  place.replaceChildren(failure(error, page));
}

/** The message for an error. */
export function failure(error, page) {
  if (error instanceof Unreachable) {
    return message("The server is unreachable", element("p", {}, error.message),
      element("p", {}, "The page retries automatically."));
  }
  if (error instanceof Rejection && error.status === 404) {
    const bare = { date: null, from: null, to: null, around: null, search: null, upload: null };
    return message("Not found", element("p", { dir: "auto" }, sentence(error.message)),
      element("p", { class: "actions" },
        element("a", { class: "button", href: page.link(bare) }, "Show the latest"),
        element("a", { class: "button", href: "/" }, "Show the first board")));
  }
  const again = element("button", { type: "button", class: "button", onclick: page.refresh },
    "Try again");
  return message("This view failed", element("p", { dir: "auto" }, sentence(error.message)),
    element("p", { class: "actions" }, again));
}

function uploadButton() {
  return element("p", { class: "actions" },
    element("button", { type: "button", class: "button button-strong", "data-upload": true },
      "Choose a file"));
}
