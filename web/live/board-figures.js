// The figures of a board: players, best, mean, median, worst.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { exact } from "../shared/format.js";
import { boardPath } from "./live-paths.js";
import { scoreFormat } from "./score-text.js";

const PAUSE_MS = 3_000;
const labels = { best: "Best", median: "Median", mean: "Mean", worst: "Last" };

/** Makes the card; while a board changes, it asks for the figures every few seconds. */
export function boardFigures() {
  const players = element("dd", {}, "—");
  const values = Object.fromEntries(
    Object.keys(labels).map((name) => [name, element("dd", {}, "—")]));
  const card = element("section", { class: "card figures", "aria-labelledby": "figures-title" },
    element("h2", { id: "figures-title" }, "Figures"),
    element("dl", {}, row("Players", players),
      ...Object.entries(labels).map(([name, label]) => row(label, values[name]))));
  let asked = new AbortController();
  let timer = null;

  /** Shows the figures of a board soon, unless it does so already. */
  function update(board, period, total) {
    players.textContent = exact(total);
    timer ??= setTimeout(() => ask(board, period), card.dataset.board === board.id ? PAUSE_MS : 0);
    card.dataset.board = board.id;
  }

  async function ask(board, period) {
    timer = null;
    asked = new AbortController();
    try {
      const { data } = await get(boardPath(board.id, ["stats"], { period }), asked.signal);
      const format = scoreFormat(board.decimal_places);
      for (const [name, place] of Object.entries(values)) {
        place.textContent = data[name] === null ? "—" : format(data[name]);
      }
    } catch {
      // The board itself shows the error; the card keeps its content.
    }
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    asked.abort();
    delete card.dataset.board;
    for (const place of [players, ...Object.values(values)]) place.textContent = "—";
  }

  return { element: card, update, stop };
}

const row = (label, place) => element("div", {}, element("dt", {}, label), place);
