// Two players side by side.

import { element } from "../shared/element.js";
import { exact, missing, signed } from "../shared/format.js";
import { createHistory } from "./history.js";
import { metrics, tiers } from "./metrics.js";
import { allianceChip, shownName } from "./player-name.js";
import { dateOrAbsence } from "./player-profile.js";

/** Makes the comparison. */
export function createComparison(page) {
  const heading = element("h1", { tabindex: "-1" });
  const head = element("tr");
  const body = element("tbody");
  const swap = element("button", { type: "button", class: "button", onclick: chooseOther },
    "Compare with another…");
  const table = element("table", { class: "standings standings-comparison compacting" },
    element("caption", { class: "visually-hidden" }, "Both players by metric"),
    element("thead", {}, head), body);
  const history = createHistory(page);
  const whole = element("div", {},
    element("header", { class: "head" }, element("div", { class: "head-words" }, heading),
      element("div", { class: "tools" }, swap)),
    table, history.element);

  async function chooseOther() {
    const { askForPlayer } = await import("./my-player.js");
    const id = await askForPlayer(page, "Compare with whom?", "Another player of this kingdom");
    if (id) page.go(page.link({ with: id }));
  }

  /** Shows two players. */
  function show(players, address) {
    const names = players.map(({ history: past }) =>
      element("bdi", { dir: "auto" }, shownName(past)));
    heading.replaceChildren(names[0], element("span", { class: "muted" }, " and "), names[1]);
    head.replaceChildren(element("td"), ...players.map((player, index) => who(player, index)),
      element("th", { scope: "col", class: "cell-value cell-difference" }, "Difference"));
    body.replaceChildren(
      ...Object.entries(metrics).map(([metric, name]) => row(metric, name, players)),
      ...Object.entries(tiers).map(([tier, name]) => row(tier, `${name} kills`, players)));
    history.show(players, address);
  }

  function who(player, index) {
    const { history: past, snapshot } = player;
    const link = page.link({ player: String(past.id), with: null });
    return element("th", { scope: "col", class: `cell-value series-${index}` },
      element("a", { href: link, class: "player-link" },
        element("bdi", { dir: "auto" }, shownName(past))),
      element("span", { class: "who-note" }, allianceChip(snapshot.alliance),
        element("span", { class: "muted" }, dateOrAbsence(player))));
  }

  return { element: whole, show };
}

/**
 * Compares the values of two players.
 * @param {(?number)[]} values
 * @returns {{shares: number[], isAhead: boolean[], difference: ?number}} shares of the max
 *   value; no difference where a value is missing
 */
export function compareValues(values) {
  const max = Math.max(1, ...values.map((value) => value ?? 0));
  return {
    shares: values.map((value) => (value ?? 0) / max),
    isAhead: values.map((value) => value === max),
    difference: values.includes(null) ? null : values[0] - values[1],
  };
}

function row(key, name, players) {
  const values = players.map(({ snapshot }) => snapshot.values[key]);
  const { shares, isAhead, difference } = compareValues(values);
  return element("tr", {}, element("th", { scope: "row" }, name),
    players.map(({ snapshot }, index) =>
      side(values[index], snapshot.ranks[key], shares[index], isAhead[index])),
    element("td", { class: "cell-value cell-difference" },
      difference === null ? missing() : signed(difference)));
}

function side(value, rank, share, isAhead) {
  return element("td",
    {
      class: isAhead ? "cell-value cell-ahead" : "cell-value",
      variables: { "--share": String(share) },
    },
    value === null ? missing() : exact(value),
    rank ? element("span", { class: "side-rank muted" }, `#${exact(rank.rank)}`) : null);
}
