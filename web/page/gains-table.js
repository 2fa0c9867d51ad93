// The table of gains; its button loads further pages.

import { Rejection } from "../shared/api.js";
import { shareOf } from "./board-text.js";
import { element } from "../shared/element.js";
import { compact, exact, mediumDate, number } from "../shared/format.js";
import { playerName } from "./player-name.js";
import { rankChange } from "../shared/rank-change.js";
import { myPlayer } from "../shared/storage.js";

const SKELETON_ROWS = 20;

const flags = {
  fell: ["fell", "The number is lower than before, so the gain counts as 0."],
  hidden_at_from: ["hidden before",
    "Kills of all tiers were hidden at the first date, so part of the gain is older."],
  hidden_at_to: ["hidden now", "Kills of all tiers are hidden at the second date."],
};

/** Makes the table, initially as a skeleton. */
export function gainsTable(page, more) {
  const caption = element("caption", { class: "visually-hidden" });
  const fromHead = element("th", { scope: "col", class: "cell-side" }, "From");
  const toHead = element("th", { scope: "col", class: "cell-side" }, "To");
  const body = element("tbody", {}, ...Array.from({ length: SKELETON_ROWS }, skeletonRow));
  const table = element("table", { class: "standings standings-gains compacting" }, caption,
    element("thead", {}, element("tr", {},
      element("th", { scope: "col", class: "cell-rank" }, "Rank"),
      element("th", { scope: "col", class: "cell-player" }, "Player"),
      element("th", { scope: "col", class: "cell-value" }, "Gain"), fromHead, toHead,
      element("th", { scope: "col", class: "cell-move" }, "Place"))),
    body);
  const legend = element("dl", { class: "legend" });
  const note = element("p", { class: "table-note muted", role: "status" });
  const button = element("button",
    { type: "button", class: "button button-more", hidden: true, onclick: add }, "Show more ranks");
  let state = null;

  /** Shows the first page of gains. */
  function show(gains, address) {
    const max = gains.entries[0]?.gain ?? 0;
    state = { gains, address, max, me: myPlayer(address.kingdom), next: gains.next_cursor,
      seen: new Set() };
    caption.textContent = `Gains from ${mediumDate(gains.from)} to ${mediumDate(gains.to)}`;
    fromHead.textContent = mediumDate(gains.from);
    toHead.textContent = mediumDate(gains.to);
    body.replaceChildren(...gains.entries.map(row));
    table.hidden = gains.entries.length === 0;
    note.textContent = table.hidden ? "Nobody has a value on both dates." : "";
    updateRest();
  }

  function updateRest() {
    button.hidden = !state.next;
    const seen = Object.keys(flags).filter((flag) => state.seen.has(flag));
    legend.replaceChildren(...seen.map((flag) => element("div", {},
      element("dt", {}, element("span", { class: "flag" }, flags[flag][0])),
      element("dd", {}, flags[flag][1]))));
  }

  function row(entry) {
    for (const flag of entry.flags) state.seen.add(flag);
    const share = shareOf(entry.gain, state.max);
    const link = page.link({ view: "player", player: String(entry.id), date: null });
    return element("tr",
      { "data-key": entry.id, "data-me": String(entry.id) === state.me },
      element("td", { class: "cell-rank" }, String(entry.rank)),
      element("th", { scope: "row", class: "cell-player" }, playerName(entry, link),
        element("span", { class: "flags" }, entry.flags.map(flagMark)),
        element("span", { class: "sides muted", "aria-hidden": "true" },
          `${compact(entry.before.value)} → ${compact(entry.after.value)}`)),
      element("td", { class: "cell-value", variables: { "--share": String(share) } },
        number(entry.gain)),
      side(entry.before), side(entry.after),
      element("td", { class: "cell-move" }, rankChange(entry.rank_change, entry.before.rank)));
  }

  async function add() {
    const asked = state;
    button.setAttribute("aria-disabled", "true");
    try {
      const gains = await more(state.next, state.address);
      if (state !== asked) return;
      state.next = gains.next_cursor;
      const rows = gains.entries.map(row);
      body.append(...rows);
      updateRest();
      rows[0]?.querySelector("a").focus({ preventScroll: true });
    } catch (error) {
      if (error instanceof Rejection && error.status === 410) await page.refresh();
      else note.textContent = error.message;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  return { element: element("div", {}, table, note, button, legend), show };
}

function side({ value, rank }) {
  return element("td", { class: "cell-side" }, element("span", {}, exact(value)),
    element("span", { class: "side-rank muted" }, `#${exact(rank)}`));
}

function flagMark(flag) {
  const [word, why] = flags[flag] ?? [flag, flag];
  return element("span", { class: "flag", title: why }, word);
}

function skeletonRow() {
  const cell = (look, block) => element("td", { class: look },
    element("span", { class: `block ${block}` }, "\u00a0"));
  return element("tr", { class: "skeleton", "aria-hidden": "true" },
    cell("cell-rank", "block-short"), cell("cell-player", "block-long"),
    cell("cell-value", "block-middle"), cell("cell-side", "block-middle"),
    cell("cell-side", "block-middle"), cell("cell-move", "block-short"));
}
