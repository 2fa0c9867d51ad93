// The history of players as series over time.

import { shownName } from "./player-name.js";

/**
 * @typedef {Object} Point
 * @property {boolean} isListed
 * @property {?number} value
 * @property {?number} rank
 * @property {?number} [of] how many players are ranked
 */

/**
 * The series of players for a metric.
 * @param {{history: Object}[]} players
 * @param {string} metric
 * @returns {{dates: string[], series: {name: string, points: Map<string, Point>}[]}} the dates of
 *   all players in ascending order, and a series for each player
 */
export function historySeries(players, metric) {
  const series = players.map(({ history }) => ({
    name: shownName(history),
    points: new Map(history.snapshots.map((each) => [each.date, point(each, metric)])),
  }));
  const dates = [...new Set(series.flatMap(({ points }) => [...points.keys()]))].sort();
  return { dates, series };
}

/** The change of a value between two dates; null where a value is missing. */
export function changeBetween(points, before, date) {
  const [last, value] = [before, date].map((each) => points.get(each)?.value ?? null);
  return last === null || value === null ? null : value - last;
}

function point(snapshot, metric) {
  if (!snapshot.listed) return { isListed: false, value: null, rank: null };
  const rank = snapshot.ranks[metric];
  return {
    isListed: true, value: snapshot.values[metric], rank: rank?.rank ?? null,
    rankedPlayers: rank?.ranked_players ?? null,
  };
}
