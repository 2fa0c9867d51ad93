// The table of the first places. Rows are reused by player, so that an update changes little.

import { element, hiddenText } from "../shared/element.js";
import { moveFrom, places } from "../shared/rank-motion.js";
import { rankingRow } from "./ranking-row.js";
import { reorder } from "./row-order.js";
import { scoreFormat, shareOfBest } from "./score-text.js";

const SKELETON_ROWS = 12;
const EXPIRY_MS = 1_000;
const LONG_DIGITS = 13;

/**
 * Makes the table, initially as a skeleton.
 * @param {(player: string) => string} link to the details of a player
 */
export function ranking(link) {
  const caption = element("caption", { class: "visually-hidden" });
  const body = element("tbody", {}, ...Array.from({ length: SKELETON_ROWS }, skeletonRow));
  const table = element("table", { class: "standings standings-board standings-live" }, caption,
    element("thead", {}, element("tr", {},
      element("th", { scope: "col", class: "cell-rank" }, "Rank"),
      element("th", { scope: "col", class: "cell-change" }, hiddenText("Change")),
      element("th", { scope: "col", class: "cell-player" }, "Player"),
      element("th", { scope: "col", class: "cell-value" }, "Score"))),
    body);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let rows = new Map();
  let order = [];
  let expiry = null;

  /**
   * Shows entries.
   * @param {Object[]} entries
   * @param {Object} how
   * @param {Object} how.board
   * @param {number} how.best the leader's score
   * @param {boolean} how.isLive whether rows move and changes are marked; otherwise all is new
   * @param {?string} how.me the player whose row is marked
   */
  function show(entries, { board, best, isLive, me }) {
    if (!isLive) clear();
    const how = { format: scoreFormat(board.decimal_places), now: Date.now(), isLive };
    const isMoving = isLive && !sameOrder(entries);
    const before = isMoving && order.length > 0 ? places(body) : new Map();
    const shown = new Map();
    for (const entry of entries) {
      const id = entry.player_id;
      const row = rows.get(id) ?? rankingRow(id, link(id));
      row.show(entry, { ...how, share: shareOfBest(entry.score, best, board.sort_order) });
      row.mark(id === me);
      shown.set(id, row);
    }
    rows = shown;
    if (isMoving || !isLive) arrange(entries);
    moveFrom(before, body);
    if (isLive && !calm.matches) flashInSight(entries, how.now);
    table.classList.toggle("has-long-scores", longest(entries, how.format) >= LONG_DIGITS);
    table.hidden = entries.length === 0;
    expiry ??= isLive ? setInterval(expire, EXPIRY_MS) : null;
  }

  const sameOrder = (entries) => entries.length === order.length &&
    entries.every(({ player_id: id }, index) => id === order[index]);

  /** Lets new scores flash where they can be seen. All rows have the same height. */
  function flashInSight(entries, now) {
    const { top, height } = body.getBoundingClientRect();
    const rowHeight = height / entries.length;
    entries.forEach(({ player_id: id }, index) => {
      const start = top + index * rowHeight;
      if (start + rowHeight > 0 && start < innerHeight) rows.get(id).flash(now);
    });
  }

  function arrange(entries) {
    order = entries.map(({ player_id: id }) => id);
    const focused = document.activeElement?.closest("tr");
    reorder(body, order.map((id) => rows.get(id).element),
      focused?.parentElement === body ? focused : null);
  }

  function clear() {
    rows = new Map();
    order = [];
    body.replaceChildren();
    clearInterval(expiry);
    expiry = null;
  }

  function expire() {
    const now = Date.now();
    for (const row of rows.values()) row.expire(now);
  }

  /** Shows a skeleton, while a board loads. */
  function wait() {
    clear();
    body.replaceChildren(...Array.from({ length: SKELETON_ROWS }, skeletonRow));
    table.hidden = false;
  }

  return { element: table, show, wait, describe: (text) => (caption.textContent = text) };
}

/** The length of the longest score; the first or the last one has the most digits. */
function longest(entries, format) {
  if (entries.length === 0) return 0;
  return Math.max(...[entries[0], entries.at(-1)].map(({ score }) => format(score).length));
}

function skeletonRow() {
  const block = (look) => element("span", { class: `block ${look}` }, "\u00a0");
  return element("tr", { class: "skeleton", "aria-hidden": "true" },
    element("td", { class: "cell-rank" }, block("block-short")),
    element("td", { class: "cell-change" }),
    element("td", { class: "cell-player" }, block("block-long")),
    element("td", { class: "cell-value" }, block("block-middle")));
}
