// Where the window is wide: who leads the other boards, beside the one that is shown.

import { get, kingdomPath } from "./api.js";
import { element } from "./element.js";
import { number } from "./format.js";
import { metrics } from "./metrics.js";
import { playerName } from "./player-name.js";

const LEADERS = 5;
const wide = matchMedia("(min-width: 90rem)");

/** Makes the column of the other boards; it stays empty and asks nothing in narrow windows. */
export function boardLeaders(page) {
  const column = element("aside",
    { class: "leaders", "aria-label": "Leaders of the other boards" });
  let last = null;
  wide.addEventListener("change", () => wide.matches && last && show(...last));

  async function show(address, signal) {
    last = [address, signal];
    if (!wide.matches) return;
    const others = Object.keys(metrics).filter((metric) => metric !== address.metric);
    try {
      const boards = await Promise.all(others.map((metric) => get(path(address, metric), signal)));
      column.replaceChildren(...boards.map((board) => list(board, address)));
    } catch {
      // The board itself says what is wrong; this column keeps what it shows.
    }
  }

  function list(board, address) {
    const { metric } = board;
    const all = page.link({ metric, search: null, around: null });
    return element("section", {},
      element("h2", {}, element("a", { href: all }, metrics[metric])),
      element("ol", {}, board.entries.map((entry) => element("li", {},
        element("span", { class: "leader-rank" }, String(entry.rank)),
        playerName(entry, page.link({ view: "player", metric, date: address.date,
          player: String(entry.id) })),
        number(entry.value)))));
  }

  return { element: column, show };
}

function path({ kingdom, date }, metric) {
  return kingdomPath(kingdom, `leaderboards/${metric}`, { date, limit: LEADERS });
}
