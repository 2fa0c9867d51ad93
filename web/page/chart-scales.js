// The coordinates of a chart: time runs to the right, values go up, and rank one is at the top.

const SIDE = 52;
const INSET = 6;
const VALUE = { top: 28, height: 150 };
const RANK = { top: 222, height: 90 };
const LABEL_WIDTH = 64;
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * The scales of both panels of a chart.
 * @param {number} width in pixels
 * @param {string[]} dates in ascending order
 * @param {{points: Map<string, {value: ?number, rank: ?number}>}[]} series
 */
export function chartScales(width, dates, series) {
  const all = (part) => series.flatMap(({ points }) => [...points.values()])
    .map((point) => point[part]).filter((number) => number !== null);
  const left = 0;
  const right = width - SIDE;
  const times = dates.map((date) => Date.parse(date));
  const [first, last] = [times[0], times.at(-1)];
  const span = right - left - INSET * 2;
  const x = (date) => first === last ? (left + right) / 2
    : left + INSET + ((Date.parse(date) - first) / (last - first)) * span;
  return {
    x,
    height: RANK.top + RANK.height + 28,
    labels: labelled(dates, x),
    value: { ...panel(VALUE, valueTicks(all("value")), false), left, right },
    rank: { ...panel(RANK, rankTicks(all("rank")), true), left, right },
  };
}

function panel({ top, height }, ticks, isDownward) {
  const [low, high] = [ticks[0], ticks.at(-1)];
  const bottom = top + height;
  const share = (number) => (high === low ? 0.5 : (number - low) / (high - low));
  const y = (number) => isDownward ? top + share(number) * height : bottom - share(number) * height;
  return { top, bottom, ticks, y };
}

/** About four round numbers from below min to above max. */
export function valueTicks(values) {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const rough = Math.max((high - low) / 3, 1 / 3);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * STEPS.find((each) => each * power >= rough));
  const start = Math.floor(low / step) * step;
  const end = Math.max(Math.ceil(high / step) * step, start + step);
  const count = Math.round((end - start) / step) + 1;
  return Array.from({ length: count }, (_, index) => start + index * step);
}

/** Three ranks: one above the best, one in the middle, one below the worst. */
export function rankTicks(ranks) {
  if (ranks.length === 0) return [1, 2];
  const best = Math.max(1, Math.min(...ranks) - 1);
  const worst = Math.max(Math.max(...ranks) + 1, best + 4);
  return [best, Math.round((best + worst) / 2), worst];
}

/** The line of a series in a panel, as the data of an SVG path; missing values break the line. */
export function linePath(points, dates, scales, part) {
  let path = "";
  let isDrawing = false;
  for (const date of dates) {
    const number = points.get(date)?.[part] ?? null;
    if (number === null) {
      isDrawing = false;
    } else {
      const [x, y] = [scales.x(date), scales[part].y(number)];
      path += `${isDrawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
      isDrawing = true;
    }
  }
  return path;
}

/** The indices of the dates that get a label: the last, and earlier ones that do not overlap. */
function labelled(dates, x) {
  const chosen = [];
  let next = Infinity;
  for (let index = dates.length - 1; index >= 0; index -= 1) {
    if (x(dates[index]) > next) continue;
    chosen.push(index);
    next = x(dates[index]) - LABEL_WIDTH;
  }
  return chosen;
}
