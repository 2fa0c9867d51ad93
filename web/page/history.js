// The history of one player or two: a chart, and the same as a table.

import { createChart } from "./chart.js";
import { element } from "./element.js";
import { exact, mediumDate, missing, signed } from "./format.js";
import { metricTabs } from "./metric-tabs.js";
import { metrics } from "./metrics.js";
import { shownName } from "./player-name.js";

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
    const series = players.map(({ history }) => ({
      name: shownName(history),
      points: new Map(history.snapshots.map((each) => [each.date, point(each, metric)])),
    }));
    const dates = [...new Set(players.flatMap(({ history }) =>
      history.snapshots.map(({ date }) => date)))].sort();
    chart.show(metrics[metric], dates, series);
    caption.textContent = `${metrics[metric]} by date`;
    head.replaceChildren(headRow(series, metric));
    body.replaceChildren(...dates.map((date, index) =>
      row(date, dates[index - 1], series)).reverse());
  }

  return { element: whole, show };
}

function point(snapshot, metric) {
  if (!snapshot.listed) return { isListed: false, value: null, rank: null };
  const rank = snapshot.ranks[metric];
  return { isListed: true, value: snapshot.values[metric], rank: rank?.rank ?? null,
    of: rank?.of ?? null };
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
    const last = points.get(before)?.value ?? null;
    const change = value === null || last === null ? null : signed(value - last);
    const cell = (content) => element("td", { class: "cell-value" }, content);
    return series.length === 1 ? [cell(shown), cell(change), cell(text(rank, exact))]
      : [cell(shown), cell(text(rank, exact))];
  });
  return element("tr", {}, element("th", { scope: "row" }, mediumDate(date)), cells);
}

function text(value, format) {
  return value === null ? missing() : format(value);
}
