// The view of players: the search, the profile of one player, or the comparison of two.

import { get, Rejection } from "../shared/api.js";
import { createComparison } from "./comparison.js";
import { element } from "../shared/element.js";
import { kingdomPath } from "./kingdom-path.js";
import { createPlayerSearch } from "./player-search.js";
import { createProfile } from "./player-profile.js";
import { shownName } from "./player-name.js";

const SNAPSHOTS = 120;

/** Makes the view; the number of players in the address decides which part it shows. */
export function createView(page) {
  const view = element("div", { class: "view view-player", "aria-busy": "true" },
    element("header", { class: "head" },
      element("h1", { tabindex: "-1" }, "Players"), element("p", { class: "about" }, "Loading…")));
  const parts = {
    search: createPlayerSearch, profile: createProfile, comparison: createComparison,
  };
  const made = {};
  let shown = null;
  let current = null;
  let title = "Players";

  /** Shows a part of this view, and gives it the focus that the other part had. */
  function part(name) {
    made[name] ??= parts[name](page);
    if (current !== name) {
      const hadFocus = document.activeElement?.matches("h1");
      view.replaceChildren(made[name].element);
      current = name;
      if (hadFocus) made[name].element.querySelector("h1").focus({ preventScroll: true });
    }
    return made[name];
  }

  async function show(address, signal, { isRefresh = false } = {}) {
    view.setAttribute("aria-busy", "true");
    if (!address.player) {
      title = "Players";
      await part("search").show(address, signal);
    } else {
      await showPlayers(address, signal, isRefresh);
    }
    view.setAttribute("aria-busy", "false");
  }

  async function showPlayers(address, signal, isRefresh) {
    const ids = [address.player, address.with].filter((id) => id !== null);
    const players = await Promise.all(ids.map((id) => load(address, id, signal)));
    const key = JSON.stringify(address);
    const isSame = shown?.key === key &&
      players.every(({ history }, index) => history === shown.players[index]?.history);
    if (isSame) return;
    const isChange = isRefresh && shown;
    shown = { key, players };
    const name = players.length === 1 ? "profile" : "comparison";
    part(name).show(players, address);
    title = players.map(({ history }) => shownName(history)).join(" and ");
    if (isChange) page.announce("The values were updated");
  }

  /** Loads a player with the history. An unlisted player has the last listed values. */
  async function load({ kingdom, date }, id, signal) {
    const [history, player] = await Promise.all([
      get(kingdomPath(kingdom, `players/${id}/history`, { limit: SNAPSHOTS }), signal),
      get(kingdomPath(kingdom, `players/${id}`, { date }), signal).catch(nullIfUnlisted),
    ]);
    if (player) return { history, snapshot: player, date: player.date, isListed: true };
    const last = history.snapshots.find((snapshot) => snapshot.listed);
    return { history, snapshot: last, date: last.date, isListed: false };
  }

  return {
    element: view,
    show,
    title: () => `${title}, Kingdom ${page.address.kingdom}`,
    get hasContent() {
      return current !== null;
    },
  };
}

function nullIfUnlisted(error) {
  if (error instanceof Rejection && error.code === "no_player") return null;
  throw error;
}
