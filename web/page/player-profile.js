// The profile of a player: names, values, ranks, kills by tier and history.

import { element, hiddenText } from "../shared/element.js";
import { exact, mediumDate, number, percent } from "../shared/format.js";
import { createHistory } from "./history.js";
import { metrics, tiers } from "./metrics.js";
import { allianceChip, shownName } from "./player-name.js";
import { rankChange } from "../shared/rank-change.js";
import { myPlayer, setMyPlayer } from "../shared/storage.js";

/** Makes the profile. */
export function createProfile(page) {
  const name = element("h1", { tabindex: "-1" });
  const about = element("p", { class: "about" });
  const mine = element("button", { type: "button", class: "button", onclick: toggleMine });
  const compare = element("button", { type: "button", class: "button", onclick: askWhom },
    "Compare with…");
  const strip = element("dl", { class: "strip" });
  const tierBody = element("tbody");
  const tierTable = element("section", { class: "tiers" }, element("h2", {}, "Kills by tier"),
    element("table", { class: "standings" },
      element("thead", { class: "visually-hidden" }, element("tr", {},
        element("th", { scope: "col" }, "Tier"), element("th", { scope: "col" }, "Kills"),
        element("th", { scope: "col" }, "Share"))), tierBody));
  const history = createHistory(page);
  const whole = element("div", {},
    element("header", { class: "head" }, element("div", { class: "head-words" }, name, about),
      element("div", { class: "tools" }, mine, compare)),
    strip, element("div", { class: "profile" }, history.element, tierTable));

  function toggleMine() {
    const { kingdom, player } = page.address;
    const isMine = myPlayer(kingdom) === player;
    setMyPlayer(kingdom, isMine ? null : player);
    updateMine(page.address);
    page.announce(isMine ? "Forgotten" : "Remembered: the boards mark this player as you");
  }

  function updateMine({ kingdom, player }) {
    const isMine = myPlayer(kingdom) === player;
    mine.textContent = "This is me";
    mine.setAttribute("aria-pressed", String(isMine));
  }

  async function askWhom() {
    const { askForPlayer } = await import("./my-player.js");
    const id = await askForPlayer(page, "Compare with whom?", "Another player of this kingdom");
    if (id) page.go(page.link({ with: id }));
  }

  /** Shows a player. */
  function show([player], address) {
    const { snapshot, history: past } = player;
    name.replaceChildren(element("bdi", { dir: "auto" }, shownName({ ...snapshot, id: past.id })));
    const parts = [allianceChip(snapshot.alliance), ` #${past.id} · ${dateOrAbsence(player)}`,
      ...otherNames(snapshot, past)];
    about.replaceChildren(...parts.filter((each) => each !== null));
    updateMine(address);
    strip.replaceChildren(...Object.keys(metrics).map((metric) => figure(metric, player, address)));
    tierBody.replaceChildren(...tierRows(snapshot.values));
    history.show([player], address);
  }

  function figure(metric, { snapshot, history: past, date }, { kingdom }) {
    const rank = snapshot.ranks[metric];
    const before = rankBefore(past, metric, date);
    const change = rank && before ? rankChange(before.rank - rank.rank, before.rank) : null;
    const isLatest = past.snapshots[0].date === date;
    const board = page.link({ view: "board", kingdom, metric, around: String(past.id),
      search: null, date: isLatest ? null : date });
    return element("div", {}, element("dt", {}, metrics[metric]),
      element("dd", { class: "strip-value" }, value(snapshot.values[metric])),
      element("dd", { class: "strip-rank" },
        rank ? element("a", { href: board }, `Rank ${exact(rank.rank)}`,
          hiddenText(` for ${metrics[metric]}`)) : "Not ranked",
        rank ? element("span", { class: "muted" }, ` of ${exact(rank.ranked_players)}`) : null,
        " ", change));
  }

  return { element: whole, show };
}

/** The date of the values, or since when the player is no longer listed. */
export function dateOrAbsence({ date, isListed }) {
  return isListed ? mediumDate(date) : `Not listed since ${mediumDate(date)}`;
}

function value(number) {
  return number === null ? "—" : exact(number);
}

/**
 * The rank in the last snapshot before a date that lists the player.
 * @param {{snapshots: Object[]}} history with the latest snapshot first
 * @returns {?{rank: number, ranked_players: number}} null where the player had no rank then
 */
export function rankBefore({ snapshots }, metric, date) {
  return snapshots.find((each) => each.listed && each.date < date)?.ranks[metric] ?? null;
}

/** The other names of a player in the history, latest first. */
export function formerNames(name, { snapshots }) {
  const names = new Set(snapshots.filter((each) => each.listed).map((each) => each.name));
  names.delete(name);
  return [...names];
}

/** The share of each tier in the kills of all tiers, from 0 to 1; 0 where there are none. */
export function tierShares(values) {
  const kills = Object.keys(tiers).map((tier) => values[tier] ?? 0);
  const total = kills.reduce((sum, each) => sum + each, 0);
  return kills.map((each) => (total > 0 ? each / total : 0));
}

function otherNames({ name }, history) {
  const names = formerNames(name, history);
  if (names.length === 0) return [];
  const items = names.flatMap((each, index) =>
    [index > 0 ? ", " : "", element("bdi", { dir: "auto" }, each)]);
  return [" · before: ", ...items];
}

function tierRows(values) {
  const shares = tierShares(values);
  return Object.entries(tiers).map(([tier, name], index) =>
    element("tr", {},
      element("th", { scope: "row" }, name),
      element("td", { class: "cell-value", variables: { "--share": String(shares[index]) } },
        number(values[tier])),
      element("td", { class: "cell-share muted" },
        values[tier] === null ? "" : percent(shares[index]))));
}
