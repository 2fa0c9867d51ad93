// The report of an upload: how it was read, its problems by row, its anomalies.

import { element } from "../shared/element.js";
import { counted, exact } from "../shared/format.js";
import { icon } from "../shared/icons.js";
import {
  columnName, columnUses, placeText, reportFacts, anomalyKinds, anomalyNames,
} from "./report-text.js";

/**
 * Makes the report.
 * @param {Object} report as the API returns it
 * @param {Object} page
 */
export function createReport(report, page) {
  return element("div", { class: "report" },
    summary(report), problems(report), anomalies(report, page), notes(report), columns(report));
}

function summary(report) {
  const isAccepted = report.status === "accepted";
  return element("section", {},
    element("p", { class: isAccepted ? "verdict" : "verdict verdict-refused" },
      icon(isAccepted ? "check" : "alert"),
      isAccepted ? `Accepted: ${counted(report.rows.accepted, "player")}`
        : "Refused: this file changed nothing"),
    element("dl", { class: "facts" }, reportFacts(report).map(([name, text]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, text)))));
}

function problems(report) {
  const { problems: listed, unlisted_problems: unlisted } = report;
  if (listed.length === 0) {
    return element("p", { class: "muted" }, "No problems in its rows.");
  }
  return section("Problems", listed.length + unlisted,
    table("Problems", ["Row", "Column", "Found", "Expected"], listed.map((problem) => [
      placeText(problem), text(problem.column), text(problem.found), text(problem.expected)])),
    unlisted > 0 ? element("p", { class: "muted" }, `${exact(unlisted)} are not listed.`) : null);
}

function anomalies(report, page) {
  const { listed, mostly_new: isMostlyNew } = report.anomalies;
  const kinds = anomalyKinds(report);
  if (kinds.length === 0 && !isMostlyNew) return null;
  return element("section", {}, element("h2", {}, "Anomalies"),
    element("p", { class: "muted" }, "These values were accepted and may be correct."),
    isMostlyNew ? element("p", {}, "Most players are new: is it the right kingdom?") : null,
    kinds.map((kind) => {
      const of = listed.filter(({ code }) => code === kind);
      const name = anomalyNames[kind];
      return section(name, report.anomalies[kind],
        table(name, ["Player", "Column", "Found", "Expected", "Row"], of.map((each) => [
          player(each, report, page), text(columnName(each.column)),
          text(each.found), text(each.expected), placeText(each)])));
    }));
}

function player({ id, name }, report, page) {
  const link = page.link({ view: "player", kingdom: String(report.kingdom), player: String(id),
    date: null, with: null, metric: "dkp" });
  return element("a", { href: link }, element("bdi", { dir: "auto" }, name || `#${id}`));
}

function notes({ notes: listed }) {
  if (listed.length === 0) return null;
  return section("Notes", listed.length,
    element("ul", { class: "notes" }, listed.map((note) => element("li", { dir: "auto" }, note))));
}

function columns({ columns: described }) {
  const { matched, claims = [], ignored } = described;
  if (matched.length + ignored.length === 0) return null;
  const rows = columnUses(described).map(({ header, use, note }) =>
    [text(header), use, element("span", { dir: "auto" }, note)]);
  const read = exact(matched.length + claims.length);
  return element("details", {},
    element("summary", {}, `Columns: ${read} read, ${exact(ignored.length)} not used`),
    table("Columns", ["Header", "Read as", "Cells"], rows));
}

function section(title, count, ...content) {
  return element("section", {},
    element("h2", {}, `${title} `, element("span", { class: "muted" }, exact(count))), ...content);
}

function table(name, heads, rows) {
  return element("div",
    { class: "scrolled", tabindex: "0", role: "region", "aria-label": name },
    element("table", { class: "standings standings-report" },
      element("thead", {}, element("tr", {}, heads.map((head) =>
        element("th", { scope: "col" }, head)))),
      element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map((cell) =>
        element("td", {}, cell)))))));
}

function text(content) {
  if (content === null || content === undefined) return "—";
  if (content === "") return element("span", { class: "muted" }, "nothing");
  return element("bdi", { dir: "auto" }, content);
}
