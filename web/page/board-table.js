// The table of a board; its buttons load further pages.

import { closingNote, shareOf, valueChange } from "./board-text.js";
import { element, hiddenText } from "../shared/element.js";
import { longDate, number, shortDate } from "../shared/format.js";
import { metrics } from "./metrics.js";
import { playerName } from "./player-name.js";
import { entryChange } from "../shared/rank-change.js";
import { myPlayer } from "../shared/storage.js";

const SKELETON_ROWS = 24;

/**
 * Makes the table, initially as a skeleton.
 * @param {Object} page
 * @param {(direction: "before"|"after", cursor: string, address: Object) => Promise<?Object>} more
 *   loads another page of the board
 */
export function boardTable(page, more) {
  const caption = element("caption", { class: "visually-hidden" });
  const valueHead = element("th", { scope: "col", class: "cell-value" });
  const sinceHead = element("th", { scope: "col", class: "cell-since" });
  const body = element("tbody", {}, ...Array.from({ length: SKELETON_ROWS }, skeletonRow));
  const table = element("table", { class: "standings standings-board" }, caption,
    element("thead", {}, element("tr", {},
      element("th", { scope: "col", class: "cell-rank" }, "Rank"),
      element("th", { scope: "col", class: "cell-change" }, hiddenText("Change")),
      element("th", { scope: "col", class: "cell-player" }, "Player"), sinceHead, valueHead)),
    body);
  const earlier = moreButton("before");
  const later = moreButton("after");
  const top = element("p", { class: "table-top", hidden: true },
    element("a", { class: "button" }, "Back to the top of the board"));
  const note = element("p", { class: "table-note muted" });
  const whole = element("div", { class: "board-table" }, top, earlier, table, note, later);
  let state = null;

  function moreButton(direction) {
    const word = direction === "before" ? "Show ranks above" : "Show more ranks";
    return element("button",
      { type: "button", class: "button button-more", hidden: true, onclick: () => add(direction) },
      word);
  }

  /**
   * Shows the entries of a board that are not on its podium.
   * @param {number} max the leader's value
   * @param {boolean} isWhole draws every row at once, because the caller scrolls to one of them
   */
  function show(board, entries, max, address, isWhole) {
    const focused = document.activeElement?.closest("tr[data-key]")?.dataset.key;
    state = {
      address, board, max, shown: entries.length, me: myPlayer(address.kingdom),
      before: board.previous_cursor, after: board.next_cursor,
    };
    valueHead.textContent = metrics[address.metric];
    sinceHead.textContent = board.previous_date ? `Since ${shortDate(board.previous_date)}` : "";
    caption.textContent = `${metrics[address.metric]} in kingdom ${address.kingdom} ` +
      `on ${longDate(board.date)}`;
    fill(entries, isWhole);
    if (focused) body.querySelector(`[data-key="${focused}"] a`)?.focus({ preventScroll: true });
    table.hidden = entries.length === 0;
    updateRest();
  }

  /** Draws the rows in sight first and the others in the next frame. */
  function fill(entries, isWhole) {
    const first = isWhole ? entries : entries.slice(0, skeletonRowsInSight());
    const rest = entries.slice(first.length);
    body.replaceChildren(...first.map(row));
    table.setAttribute("aria-busy", String(rest.length > 0));
    if (rest.length === 0) return;
    const asked = state;
    requestAnimationFrame(() => setTimeout(() => {
      if (state !== asked) return;
      body.append(...rest.map(row));
      table.setAttribute("aria-busy", "false");
    }));
  }

  /** How many rows fit between the table's top and the window's end; Infinity after loading. */
  function skeletonRowsInSight() {
    const skeleton = body.querySelector(".skeleton");
    if (!skeleton) return Infinity;
    const { top, height } = skeleton.getBoundingClientRect();
    return Math.max(1, Math.ceil((innerHeight - top) / height));
  }

  function updateRest() {
    const { address, after, board, shown } = state;
    top.hidden = !address.around;
    top.firstChild.href = page.link({ around: null });
    earlier.hidden = !state.before;
    later.hidden = !state.after;
    note.textContent = closingNote(board, address.search, shown, after);
  }

  function row(entry) {
    const { address, max, me } = state;
    const isMe = String(entry.id) === me || String(entry.id) === address.around;
    const link = page.link({ view: "player", date: address.date, player: String(entry.id) });
    return element("tr", { "data-key": entry.id, "data-me": isMe },
      element("td", { class: "cell-rank" }, String(entry.rank)),
      element("td", { class: "cell-change" }, entryChange(entry)),
      element("th", { scope: "row", class: "cell-player" }, playerName(entry, link)),
      element("td", { class: "cell-since" }, valueChange(entry)),
      element("td",
        { class: "cell-value", variables: { "--share": String(shareOf(entry.value, max)) } },
        number(entry.value)));
  }

  async function add(direction) {
    const button = direction === "before" ? earlier : later;
    const { address } = state;
    const asked = state;
    button.setAttribute("aria-disabled", "true");
    try {
      const page = await more(direction, state[direction], address);
      if (!page || state !== asked) return;
      state.shown += page.entries.length;
      const rows = page.entries.map(row);
      if (direction === "before") {
        body.prepend(...rows);
        state.before = page.previous_cursor;
      } else {
        body.append(...rows);
        state.after = page.next_cursor;
      }
      updateRest();
      rows[direction === "before" ? rows.length - 1 : 0]?.querySelector("a")
        .focus({ preventScroll: direction === "after" });
    } catch (error) {
      note.textContent = error.message;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  /** Scrolls to a player's row and focuses it. */
  function reveal(id) {
    const row = body.querySelector(`tr[data-key="${id}"]`) ??
      whole.parentElement.querySelector(`[data-key="podium-${id}"]`);
    row?.scrollIntoView({ block: "center", behavior: "instant" });
    row?.querySelector("a").focus({ preventScroll: true });
  }

  return { element: whole, show, reveal };
}

function skeletonRow() {
  const block = (look) => element("span", { class: `block ${look}` }, "\u00a0");
  return element("tr", { class: "skeleton", "aria-hidden": "true" },
    element("td", { class: "cell-rank" }, block("block-short")),
    element("td", { class: "cell-change" }),
    element("td", { class: "cell-player" }, block("block-long")),
    element("td", { class: "cell-since" }),
    element("td", { class: "cell-value" }, block("block-middle")));
}
