// The view of a board: the leaderboard of one metric.

import { get, Rejection } from "../shared/api.js";
import { firstPageQuery, nextPageQuery } from "./board-query.js";
import { boardTable } from "./board-table.js";
import { boardDescription, boardTitle, matchAnnouncement } from "./board-text.js";
import { boardTools } from "./board-tools.js";
import { datePicker } from "./date-picker.js";
import { element } from "../shared/element.js";
import { longDate } from "../shared/format.js";
import { kingdomPath } from "./kingdom-path.js";
import { metricTabs } from "./metric-tabs.js";
import { metrics } from "./metrics.js";
import { podium } from "./podium.js";
import { moveFrom, places } from "../shared/rank-motion.js";
import { myPlayer } from "../shared/storage.js";

const PODIUM_SIZE = 3;

/** Whether the window has room for the leaders of the other boards; see `leaders.css`. */
const wide = matchMedia("(min-width: 90rem)");

/** Makes the view; `show` loads what an address names. */
export function createView(page) {
  const heading = element("h1", { tabindex: "-1" });
  const about = element("p", { class: "about" });
  const dates = datePicker("Date", chooseDate);
  const tabs = metricTabs("board", (metric) => page.link({ metric, around: null }), page.go);
  const tools = boardTools(page);
  const leaders = podium(page);
  const table = boardTable(page, showMore);
  const others = element("aside",
    { class: "leaders", "aria-label": "Leaders of the other boards", hidden: true });
  const panel = element("div", { id: "board", role: "tabpanel" }, leaders.element, table.element);
  const view = element("div", { class: "view view-board", "aria-busy": "true" },
    element("header", { class: "head" },
      element("div", { class: "head-words" }, heading, about), dates.element),
    element("div", { class: "toolbar" }, tabs.element, tools.element),
    element("div", { class: "columns" }, panel, others));

  let shown = null;
  let latest = null;

  wide.addEventListener("change", () => shown && showOthers(page.address));

  async function showOthers(address, signal) {
    others.hidden = !wide.matches;
    if (others.hidden) return;
    const { showLeaders } = await import("./board-leaders.js");
    await showLeaders(others, address, page, signal);
  }

  function chooseDate(date) {
    page.go(page.link({ date: date === latest ? null : date, around: null }));
  }

  const query = (address) => firstPageQuery(address, history.state?.entries);

  async function show(address, signal, { isRefresh = false, isReturn = false } = {}) {
    prepare(address);
    const { kingdom, metric } = address;
    const board = (parameters) =>
      get(kingdomPath(kingdom, `leaderboards/${metric}`, parameters), signal);
    const isPart = address.search || address.around;
    const listed = get(kingdomPath(kingdom, "snapshots"), signal)
      .then(({ snapshots }) => snapshots.map(({ date }) => date));
    // If the board fails too, its error is the one to show.
    listed.catch(() => {});
    const [first, top] = await Promise.all([
      board(query(address)), isPart ? board({ date: address.date, limit: 1 }) : null,
    ]).catch((error) => missingRank(error, address));
    update(first, top, address, { isRefresh, isReturn });
    showOthers(address, signal);
    const offered = await listed;
    latest = offered[0];
    dates.update(offered, first.date);
  }

  function update(first, top, address, options) {
    const { kingdom } = address;
    view.setAttribute("aria-busy", "false");
    const me = myPlayer(kingdom);
    if (shown?.first === first && shown.me === me && shown.key === JSON.stringify(address)) return;
    const previous = shown;
    if (!shown) dates.update([first.date], first.date);
    const max = (top ?? first).entries[0]?.value ?? 0;
    shown = {
      first, max, me, count: first.entries.length,
      key: JSON.stringify(address), path: JSON.stringify(query(address)),
    };
    draw(address, previous, options);
  }

  function prepare(address) {
    tabs.update(address.metric);
    panel.setAttribute("aria-labelledby", `tab-${address.metric}`);
    tools.update(address);
    view.setAttribute("aria-busy", "true");
    if (shown) return;
    heading.textContent = metrics[address.metric];
    about.textContent = "Loading…";
  }

  function draw(address, previous, { isRefresh, isReturn }) {
    const { first, max } = shown;
    const before = previous ? places(panel) : new Map();
    const hasPodium = !address.search && !first.previous_cursor &&
      first.entries.length >= PODIUM_SIZE;
    const top = hasPodium ? first.entries.slice(0, PODIUM_SIZE) : [];
    const isWhole = isReturn || address.around !== null;
    // The table measures its skeleton, so it is drawn before anything moves.
    table.show(first, first.entries.slice(top.length), max, address, isWhole);
    leaders.show(top, max, address);
    heading.textContent = metrics[address.metric];
    about.textContent = boardDescription(first, address);
    if (!address.search) moveFrom(before, panel);
    if (address.around && !isRefresh) table.reveal(address.around);
    announceChange(first, previous, address, isRefresh);
  }

  function announceChange(first, previous, { search }, isRefresh) {
    if (search) {
      page.announce(matchAnnouncement(first));
    } else if (isRefresh && previous && first.date !== previous.first.date) {
      page.announce(`New snapshot of ${longDate(first.date)}`);
    } else if (isRefresh && previous?.key === shown.key && previous.path === shown.path) {
      page.announce("The board was updated");
    }
  }

  /** Loads the page before or after the shown ones; null after the board had to be reloaded. */
  async function showMore(direction, cursor, address, signal) {
    const path = kingdomPath(address.kingdom, `leaderboards/${address.metric}`,
      nextPageQuery(address, cursor));
    try {
      const more = await get(path, signal);
      shown.count += more.entries.length;
      if (direction === "after") {
        history.replaceState({ ...history.state, entries: shown.count }, "");
      }
      return more;
    } catch (error) {
      if (!(error instanceof Rejection && error.status === 410)) throw error;
      history.replaceState({ ...history.state, entries: null }, "");
      await page.refresh();
      page.announce("The snapshot was uploaded again; the board was reloaded");
      return null;
    }
  }

  return {
    element: view,
    show,
    title: () => boardTitle(page.address, shown?.first.date ?? null),
    get hasContent() {
      return shown !== null;
    },
  };
}

/** Rethrows an error, with the names of the page if the player has no rank. */
function missingRank(error, { metric, around }) {
  if (error instanceof Rejection && error.code === "player_not_ranked") {
    error.message = `Player ${around} has no rank for ${metrics[metric]} in this snapshot`;
  }
  throw error;
}
