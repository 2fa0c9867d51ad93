// The tools of a board: finding a player, and the exports.

import { commonHeaders } from "../shared/api.js";
import { announce } from "../shared/announce.js";
import { element } from "../shared/element.js";
import { icon } from "../shared/icons.js";
import { boardPath } from "./live-paths.js";

const forms = { csv: "CSV", ndjson: "NDJSON" };

/** Makes the field that opens the details of a player by id. */
export function playerLookup(page) {
  const field = element("input", {
    type: "search", maxlength: "128", placeholder: "Player id", autocomplete: "off",
    spellcheck: "false", dir: "auto", "aria-label": "Find a player by id", "aria-keyshortcuts": "/",
  });
  const find = (event) => {
    event.preventDefault();
    if (field.value.trim()) page.go(page.linkToPlayer(field.value.trim()));
  };
  return element("form", { class: "search", role: "search", onsubmit: find }, icon("search"), field,
    element("kbd", { "aria-hidden": "true" }, "/"));
}

/** Makes the links to the exports. */
export function exportLinks(page) {
  const links = Object.entries(forms).map(([ending, words]) => {
    const link = element("a", { class: "button", download: true },
      icon("download"), words, element("span", { class: "visually-hidden" }, " export"));
    link.addEventListener("click", (event) => {
      // A link cannot carry a token, so the page asks itself and hands the answer over.
      if (!page.access.token) return;
      event.preventDefault();
      save(link).catch(() => announce("The export failed"));
    });
    return { ending, link };
  });

  /** Updates the links for a board and a period. */
  function update(board, period) {
    for (const { ending, link } of links) {
      link.href = boardPath(board.id, [`export.${ending}`], { period });
      link.download = `${board.id}.${ending}`;
    }
  }

  return { elements: links.map(({ link }) => link), update };
}

async function save(link) {
  const response = await fetch(link.href, { headers: commonHeaders() });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const url = URL.createObjectURL(await response.blob());
  const handed = element("a", { href: url, download: link.download });
  handed.click();
  URL.revokeObjectURL(url);
}
