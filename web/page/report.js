// The report of an upload: how it was read, what was wrong with it by row, who stands out.

import { element } from "./element.js";
import { counted, exact, instant, mediumDate } from "./format.js";
import { icon } from "./icons.js";
import { metrics, tiers } from "./metrics.js";

const suspicionNames = {
  kill_points_mismatch: "Kill points that the kills do not make",
  hidden_tiers: "Kill points but no kills in any tier",
  fallen_counter: "Numbers that fell since the snapshot before",
  renamed_and_moved: "Another name and another alliance than before",
};

const columnNames = { id: "id", name: "name", alliance: "alliance", ...metrics, ...tiers };

/**
 * Makes the report.
 * @param {Object} report as it is stored
 * @param {Object} page
 */
export function createReport(report, page) {
  return element("div", { class: "report" },
    summary(report), problems(report), suspicions(report, page), notes(report), columns(report));
}

function summary(report) {
  const { rows, compared_with: compared } = report;
  const isAccepted = report.status === "accepted";
  const facts = [
    ["Kingdom and date", `${report.kingdom}, ${mediumDate(report.snapshot_date)}`],
    ["Uploaded", instant(report.uploaded_at)],
    ["Rows", `${exact(rows.total)} read, ${exact(rows.accepted)} accepted, ` +
      `${exact(rows.refused)} refused`],
    ["Read as", [report.format, report.encoding].filter(Boolean).join(", ") || "not readable"],
    ["DKP", report.dkp_weights ?? "as uploaded, or not there"],
  ];
  if (compared) {
    facts.push([`Compared with ${mediumDate(compared.snapshot_date)}`,
      `${exact(compared.players_in_both)} in both, ${exact(compared.new_players)} new, ` +
      `${exact(compared.absent_players)} no longer listed`]);
  }
  return element("section", {},
    element("p", { class: isAccepted ? "verdict" : "verdict verdict-refused" },
      icon(isAccepted ? "check" : "alert"),
      isAccepted ? `Accepted: ${counted(rows.accepted, "player")}`
        : "Refused: nothing was changed by this file"),
    element("dl", { class: "facts" }, facts.map(([name, text]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, text)))));
}

function problems(report) {
  const { problems: listed, unlisted_problems: unlisted } = report;
  if (listed.length === 0) {
    return element("p", { class: "muted" }, "Nothing was wrong with its rows.");
  }
  return section("Problems", listed.length + unlisted,
    table("Problems", ["Row", "Column", "Found", "Expected"], listed.map((problem) => [
      place(problem), text(problem.column), text(problem.found), text(problem.expected)])),
    unlisted > 0 ? element("p", { class: "muted" }, `${exact(unlisted)} are not listed.`) : null);
}

function suspicions(report, page) {
  const { listed, mostly_new: isMostlyNew } = report.suspicions;
  const kinds = Object.keys(suspicionNames).filter((kind) => report.suspicions[kind] > 0);
  if (kinds.length === 0 && !isMostlyNew) return null;
  return element("section", {}, element("h2", {}, "Worth a look"),
    element("p", { class: "muted" }, "Refuses nothing: it may be right."),
    isMostlyNew ? element("p", {}, "Most players are new: is it the right kingdom?") : null,
    kinds.map((kind) => {
      const of = listed.filter(({ code }) => code === kind);
      const name = suspicionNames[kind];
      return section(name, report.suspicions[kind],
        table(name, ["Player", "Column", "Found", "Expected", "Row"], of.map((each) => [
          player(each, report, page), text(columnNames[each.column] ?? each.column),
          text(each.found), text(each.expected), place(each)])));
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

// Reports that older versions stored tell of no claims.
function columns({ columns: { matched, claims = [], passed_over: passedOver, ignored } }) {
  if (matched.length + ignored.length === 0) return null;
  const rows = [
    ...matched.map((each) => [text(each.header), columnNames[each.column] ?? each.column,
      `${exact(each.filled)} filled`]),
    ...claims.map(({ header, column }) => [text(header), column,
      `checked against the ${column} of the upload`]),
    ...passedOver.map((each) => [text(each.header), "passed over",
      element("span", { dir: "auto" }, `${each.instead ?? "another column"} was read instead`)]),
    ...ignored.map((header) => [text(header), "not used", ""]),
  ];
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

/** Where something stands: the row, else the line, else the part of the file. */
function place({ row, line, part }) {
  if (row !== null && row !== undefined) return exact(row);
  if (line !== undefined) return `line ${exact(line)}`;
  return part ?? "—";
}

function text(content) {
  if (content === null || content === undefined) return "—";
  if (content === "") return element("span", { class: "muted" }, "nothing");
  return element("bdi", { dir: "auto" }, content);
}
