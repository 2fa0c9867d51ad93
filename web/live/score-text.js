// Scores, differences of scores and shares, as they are shown.

const formats = new Map();

/**
 * The format of a board's scores: all digits, and as many decimal places as the board has.
 * @param {number} places
 * @returns {(score: number) => string}
 */
export function scoreFormat(places) {
  if (!formats.has(places)) {
    const options = { minimumFractionDigits: places, maximumFractionDigits: places };
    const numbers = new Intl.NumberFormat(undefined, options);
    formats.set(places, (score) => numbers.format(score));
  }
  return formats.get(places);
}

/**
 * A score as a share of the best one, from 0 to 1; 0 where a share means nothing.
 * @param {number} score
 * @param {number} best
 * @param {"asc"|"desc"} order
 */
export function shareOfBest(score, best, order) {
  const [part, whole] = order === "asc" ? [best, score] : [score, best];
  return part > 0 && whole > 0 ? Math.min(1, part / whole) : 0;
}

/**
 * How far an entry of the podium is from the leader, or the leader from the second.
 * @param {Object[]} entries the first entries of a board
 * @param {number} index of the entry
 * @param {(score: number) => string} format
 */
export function gapText(entries, index, format) {
  const other = entries[index === 0 ? 1 : 0];
  if (!other) return "leads";
  const gap = Math.abs(entries[index].score - other.score);
  if (gap === 0) return "tied for first";
  return index === 0 ? `leads by ${format(gap)}` : `${format(gap)} behind`;
}
