// The search for players: the view of players while none is chosen.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { counted, number } from "../shared/format.js";
import { icon } from "../shared/icons.js";
import { kingdomPath } from "./kingdom-path.js";
import { playerName } from "./player-name.js";

const LISTED = 50;
const PAUSE_MS = 150;

/** Makes the search. */
export function createPlayerSearch(page) {
  const about = element("p", { class: "about" }, "\u00a0");
  const field = element("input", {
    type: "search", maxlength: "100", placeholder: "Name, alliance or id", autocomplete: "off",
    spellcheck: "false", "aria-label": "Search players", "aria-keyshortcuts": "/", dir: "auto",
    oninput: findSoon,
  });
  const body = element("tbody");
  const table = element("table", { class: "standings standings-players compacting" },
    element("caption", { class: "visually-hidden" }, "Players"),
    element("thead", {}, element("tr", {},
      element("th", { scope: "col", class: "cell-player" }, "Player"),
      element("th", { scope: "col", class: "cell-id" }, "Id"),
      element("th", { scope: "col", class: "cell-value" }, "Power"))), body);
  const whole = element("div", {},
    element("header", { class: "head" }, element("div", { class: "head-words" },
      element("h1", { tabindex: "-1" }, "Players"), about)),
    element("div", { class: "toolbar" }, element("div", { class: "tools tools-start" },
      element("div", { class: "search", role: "search" }, icon("search"), field,
        element("kbd", { "aria-hidden": "true" }, "/")))),
    table);
  let timer = null;
  let last = null;

  function findSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => show(...last, true).catch(showError), PAUSE_MS);
  }

  function showError(error) {
    if (error.name !== "AbortError") about.textContent = error.message;
  }

  /** Shows the players that match the text; the most powerful if there is none. */
  async function show(address, signal, isTyped = false) {
    last = [address, signal];
    const search = field.value.trim();
    const found = search ? await matches(address.kingdom, search, signal)
      : await mostPowerful(address.kingdom, signal);
    if (field.value.trim() !== search) return;
    about.textContent = found.text;
    if (isTyped) page.announce(found.text);
    body.replaceChildren(...found.players.map(row));
    table.hidden = found.players.length === 0;
  }

  function row(player) {
    return element("tr", {},
      element("th", { scope: "row", class: "cell-player" },
        playerName(player, page.link({ player: String(player.id) }))),
      element("td", { class: "cell-id muted" }, String(player.id)),
      element("td", { class: "cell-value" }, number(player.power)));
  }

  return { element: whole, show };
}

async function matches(kingdom, search, signal) {
  const path = kingdomPath(kingdom, "players", { search, limit: LISTED });
  const { players, total_matches: total } = await get(path, signal);
  return { players, text: matchText(players.length, total) };
}

/** How many players match, and how many of them are listed. */
export function matchText(listed, total) {
  const first = total > listed ? `, the first ${listed} of them here` : "";
  return `${counted(total, "player matches", "players match")}${first}`;
}

async function mostPowerful(kingdom, signal) {
  const path = kingdomPath(kingdom, "leaderboards/power", { limit: LISTED });
  const { entries, total_players: total } = await get(path, signal);
  const players = entries.map((entry) => ({ ...entry, power: entry.value }));
  return { players, text: `${counted(total, "player")}, the most powerful here` };
}
