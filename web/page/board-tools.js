// The tools of a board: the search, the button to the reader's own rank, the download.

import { element } from "../shared/element.js";
import { icon } from "../shared/icons.js";
import { kingdomPath } from "./kingdom-path.js";
import { myPlayer } from "../shared/storage.js";

const PAUSE_MS = 150;

/** Makes the tools. */
export function boardTools(page) {
  let timer = null;
  const field = element("input", {
    type: "search", maxlength: "100", placeholder: "Name, alliance or id", autocomplete: "off",
    spellcheck: "false", "aria-label": "Search this board", "aria-keyshortcuts": "/",
    dir: "auto", oninput: searchSoon,
  });
  const search = element("div", { class: "search", role: "search" }, icon("search"), field,
    element("kbd", { "aria-hidden": "true" }, "/"));
  const mine = element("button", { type: "button", class: "button", onclick: showMine },
    icon("target"), "My rank");
  const download = element("a", { class: "button", download: true },
    icon("download"), element("span", {}, "CSV"));

  function searchSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = field.value.trim();
      page.go(page.link({ search: text || null, around: null }), { replace: true });
    }, PAUSE_MS);
  }

  async function showMine() {
    const { kingdom } = page.address;
    const known = myPlayer(kingdom);
    if (known) return page.go(page.link({ around: known, search: null }));
    const { askForMyPlayer } = await import("./my-player.js");
    const chosen = await askForMyPlayer(page);
    if (chosen) page.go(page.link({ around: chosen, search: null }));
  }

  /** Updates the tools for an address. */
  function update({ kingdom, metric, date, search: text }) {
    if (document.activeElement !== field) field.value = text ?? "";
    download.href = kingdomPath(kingdom, `leaderboards/${metric}.csv`, { date, search: text });
  }

  return { element: element("div", { class: "tools" }, search, mine, download), update };
}
