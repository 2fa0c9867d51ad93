// The history of one or two players: a chart and a table.

import { createChart } from "./chart.js";
import { element } from "../shared/element.js";
import { exact, mediumDate, missing, signed } from "../shared/format.js";
import { changeBetween, historySeries } from "./history-series.js";
import { metricTabs } from "./metric-tabs.js";
import { metrics } from "./metrics.js";

/** Makes the history. */
export function createHistory(page) {
  const tabs = metricTabs("history", (metric) => page.link({ metric }),
    (link) => page.go(link, { replace: true }));
  const chart = createChart();
  const head = element("thead");
  const body = element("tbody");
  const caption = element("caption", { class: "visually-hidden" });
  const panel = element("div", { id: "history", role: "tabpanel" }, chart.element,
    element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "History" },
      element("table", { class: "standings standings-history" }, caption, head, body)));
  const whole = element("section", { class: "history" },
    element("h2", {}, "History"), tabs.element, panel);

  /** Shows the history of players for the metric of an address. */
  function show(players, { metric }) {
    tabs.update(metric);
    panel.setAttribute("aria-labelledby", `tab-${metric}`);
    const { dates, series } = historySeries(players, metric);
    chart.show(metrics[metric], dates, series);
    caption.textContent = `${metrics[metric]} by date`;
    head.replaceChildren(headRow(series, metric));
    body.replaceChildren(...dates.map((date, index) =>
      row(date, dates[index - 1], series)).reverse());
  }

  return { element: whole, show };
}

function headRow(series, metric) {
  const head = (text) => element("th", { scope: "col", class: "cell-value" }, text);
  const groups = series.flatMap(({ name }) => series.length === 1
    ? [head(metrics[metric]), head("Change"), head("Rank")]
    : [head(element("bdi", { dir: "auto" }, name)), head("Rank")]);
  return element("tr", {}, element("th", { scope: "col" }, "Date"), groups);
}

function row(date, before, series) {
  const cells = series.flatMap(({ points }) => {
    const { value, rank, isListed } = points.get(date) ?? { value: null, rank: null };
    const shown = isListed ? text(value, exact) : element("span", { class: "muted" }, "not listed");
    const change = changeBetween(points, before, date);
    const cell = (content) => element("td", { class: "cell-value" }, content);
    const changed = series.length > 1 ? [] : [cell(change === null ? null : signed(change))];
    return [cell(shown), ...changed, cell(text(rank, exact))];
  });
  return element("tr", {}, element("th", { scope: "row" }, mediumDate(date)), cells);
}

function text(value, format) {
  return value === null ? missing() : format(value);
}
