// The words for the points of a chart.

import { exact, mediumDate } from "../shared/format.js";

/** The words for a point: the value and the rank, or what is missing. */
export function pointText(point, title) {
  if (!point?.isListed) return "not listed";
  const value = point.value === null ? `no ${title}` : `${title} ${exact(point.value)}`;
  return point.rank === null ? `${value}, not ranked`
    : `${value}, rank ${exact(point.rank)} of ${exact(point.rankedPlayers)}`;
}

/** The words for a date: the points of all players, with their names where there are several. */
export function dateText(date, series, title) {
  const texts = series.map(({ name, points }) => {
    const prefix = series.length > 1 ? `${name}: ` : "";
    return prefix + pointText(points.get(date), title);
  });
  return `${mediumDate(date)}. ${texts.join("; ")}`;
}
