// The leaders of the other boards, beside the shown board in wide windows.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { number } from "../shared/format.js";
import { kingdomPath } from "./kingdom-path.js";
import { metrics } from "./metrics.js";
import { playerName } from "./player-name.js";

const LEADERS = 5;

/** Shows the leaders of every board but the address's own. */
export async function showLeaders(column, address, page, signal) {
  const others = Object.keys(metrics).filter((metric) => metric !== address.metric);
  try {
    const boards = await Promise.all(others.map((metric) => get(path(address, metric), signal)));
    column.replaceChildren(...boards.map((board) => list(board, address, page)));
  } catch {
    // The board itself shows the error; this column keeps its content.
  }
}

function list({ metric, entries }, address, page) {
  const all = page.link({ metric, search: null, around: null });
  return element("section", {},
    element("h2", {}, element("a", { href: all }, metrics[metric])),
    element("ol", {}, entries.map((entry) => element("li", {},
      element("span", { class: "leader-rank" }, String(entry.rank)),
      playerName(entry, page.link({ view: "player", metric, date: address.date,
        player: String(entry.id) })),
      number(entry.value)))));
}

function path({ kingdom, date }, metric) {
  return kingdomPath(kingdom, `leaderboards/${metric}`, { date, limit: LEADERS });
}
