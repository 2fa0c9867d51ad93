// A field that finds players, after the combobox pattern of the ARIA Authoring Practices Guide.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { icon } from "../shared/icons.js";
import { number } from "../shared/format.js";
import { kingdomPath } from "./kingdom-path.js";
import { allianceChip, shownName } from "./player-name.js";

const PAUSE_MS = 120;
const LISTED = 8;
let finders = 0;

/** The note below the list, for how many of all matches are listed. */
export function matchNote(listed, total) {
  if (total === 0) return "Nobody matches.";
  return total > listed ? `${total - listed} more match.` : "";
}

/**
 * Makes the field.
 * @param {Object} page
 * @param {string} label
 * @param {(id: string) => void} choose
 */
export function playerFinder(page, label, choose) {
  const id = `finder-${(finders += 1)}`;
  const field = element("input", {
    type: "text", id, role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`,
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", maxlength: "100",
    placeholder: "Name, alliance or id", dir: "auto", oninput: findSoon, onkeydown: moveChoice,
  });
  const list = element("ul",
    { role: "listbox", id: `${id}-list`, "aria-label": label, hidden: true });
  const note = element("p", { class: "finder-note muted", role: "status" });
  let timer = null;
  let asked = null;
  let active = -1;

  function findSoon() {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE_MS);
  }

  async function find() {
    asked?.abort();
    asked = new AbortController();
    const search = field.value.trim();
    if (!search) return offer([], "");
    try {
      const { kingdom, date } = page.address;
      const path = kingdomPath(kingdom, "players", { search, limit: LISTED, date });
      const { players, total_matches: total } = await get(path, asked.signal);
      offer(players, matchNote(players.length, total));
    } catch (error) {
      if (error.name !== "AbortError") offer([], error.message);
    }
  }

  function offer(players, text) {
    active = -1;
    list.replaceChildren(...players.map(option));
    list.hidden = players.length === 0;
    field.setAttribute("aria-expanded", String(players.length > 0));
    field.removeAttribute("aria-activedescendant");
    note.textContent = text;
    if (players.length > 0) highlight(0);
  }

  function option(player, index) {
    return element("li",
      {
        role: "option", id: `${id}-${index}`, "aria-selected": "false",
        onclick: () => choose(String(player.id)),
      },
      allianceChip(player.alliance), element("bdi", { dir: "auto" }, shownName(player)),
      element("span", { class: "muted" }, `#${player.id}`), number(player.power));
  }

  function highlight(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (index + list.children.length) % list.children.length;
    const chosen = list.children[active];
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", chosen.id);
  }

  function moveChoice(event) {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") highlight(active + 1);
    else if (event.key === "ArrowUp") highlight(active - 1);
    else if (event.key === "Enter") list.children[active].click();
    else if (event.key === "Escape") offer([], "");
    else return;
    event.preventDefault();
  }

  const whole = element("div", { class: "finder" }, element("label", { for: id }, label),
    element("div", { class: "search" }, icon("search"), field), list, note);
  return { element: whole, field };
}
