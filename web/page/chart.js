// The chart of a value and its rank over time: two panels, drawn as SVG.

import { chartScales, linePath } from "./chart-scales.js";
import { dateText, pointText } from "./chart-text.js";
import { element, svg } from "../shared/element.js";
import { compact, exact, mediumDate, shortDate } from "../shared/format.js";

const LABEL_WIDTH = 76;

/** Makes a chart; it is redrawn when its width changes. */
export function createChart() {
  const readout = element("p", { class: "readout", "aria-hidden": "true" });
  const drawing = svg("svg", { class: "chart", role: "group" });
  const whole = element("figure", { class: "chart-figure" }, readout, drawing);
  let shown = null;
  let chosen = null;

  new ResizeObserver(() => shown && draw()).observe(whole);

  /** Shows the points of one or two players. */
  function show(title, dates, series) {
    shown = { title, dates, series };
    chosen = null;
    drawing.setAttribute("aria-label",
      `${title} and rank over time. Arrow keys go from date to date.`);
    draw();
  }

  function draw() {
    const width = Math.floor(whole.clientWidth);
    if (width === 0) return;
    const { dates, series } = shown;
    const scales = chartScales(width, dates, series);
    const hadFocus = drawing.contains(document.activeElement);
    drawing.setAttribute("viewBox", `0 0 ${width} ${scales.height}`);
    drawing.setAttribute("width", width);
    drawing.setAttribute("height", scales.height);
    drawing.replaceChildren(
      panel(scales.value, shown.title, compact, width),
      panel(scales.rank, "Rank", (rank) => `#${exact(rank)}`, width),
      ...timeLabels(scales, dates),
      ...series.flatMap(({ points }, index) => [
        line(points, dates, scales, "value", index), line(points, dates, scales, "rank", index)]),
      ...dates.map((date, index) => column(date, index, scales, width)));
    choose(chosen ?? dates.length - 1, hadFocus);
  }

  function column(date, index, scales, width) {
    const x = scales.x(date);
    const half = Math.max(12, (width - LABEL_WIDTH) / Math.max(1, shown.dates.length) / 2);
    return svg("g",
      {
        class: "column", role: "img", tabindex: "-1",
        "aria-label": dateText(date, shown.series, shown.title),
        onpointerenter: () => choose(index), onfocus: () => choose(index), onkeydown: moveChoice,
      },
      svg("rect", { x: x - half, y: 0, width: half * 2, height: scales.height, class: "hit" }),
      svg("line", { x1: x, x2: x, y1: scales.value.top, y2: scales.rank.bottom, class: "guide" }),
      ...shown.series.flatMap(({ points }, which) =>
        ["value", "rank"].map((part) => mark(points.get(date), part, x, scales, which))));
  }

  function choose(index, takeFocus = false) {
    const columns = [...drawing.querySelectorAll(".column")];
    columns.forEach((each, position) => {
      each.setAttribute("tabindex", position === index ? "0" : "-1");
      each.classList.toggle("chosen", position === index);
    });
    if (takeFocus) columns[index]?.focus();
    chosen = index;
    showReadout(shown.dates[index]);
  }

  function showReadout(date) {
    readout.replaceChildren(element("strong", {}, mediumDate(date)),
      ...shown.series.map(({ name, points }, index) => element("span", { class: `series-${index}` },
        shown.series.length > 1 ? element("bdi", { dir: "auto" }, name) : null,
        ` ${pointText(points.get(date), shown.title)}`)));
  }

  function moveChoice(event) {
    const last = shown.dates.length - 1;
    const target = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(last, target)), true);
  }

  return { element: whole, show };
}

function panel({ top, bottom, left, right, ticks, y }, title, format) {
  return svg("g", { class: "panel", "aria-hidden": "true" },
    svg("text", { x: left, y: top - 10, class: "panel-title" }, title),
    ...ticks.map((tick) => svg("g", {},
      svg("line", { x1: left, x2: right, y1: y(tick), y2: y(tick), class: "grid" }),
      svg("text", { x: right + 8, y: y(tick) + 4 }, format(tick)))),
    svg("line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "axis" }));
}

function timeLabels({ x, rank, labels }, dates) {
  return labels.map((index) => svg("text",
    {
      x: x(dates[index]), y: rank.bottom + 20, "aria-hidden": "true",
      "text-anchor": index === 0 && dates.length > 1 ? "start" : "middle",
    }, shortDate(dates[index])));
}

function line(points, dates, scales, part, index) {
  const path = linePath(points, dates, scales, part);
  return svg("path", { d: path, class: `line series-${index}`, "aria-hidden": "true" });
}

function mark(point, part, x, scales, which) {
  const number = point?.[part] ?? null;
  if (number === null) return null;
  const y = scales[part].y(number);
  const look = `mark series-${which}`;
  if (which === 0) return svg("circle", { cx: x, cy: y, r: 3.5, class: look });
  return svg("rect", { x: x - 3.25, y: y - 3.25, width: 6.5, height: 6.5, class: look });
}
