// The texts of an upload report.

import { exact, instant, mediumDate } from "../shared/format.js";
import { metrics, tiers } from "./metrics.js";

/** The names of the anomalies, by code. */
export const anomalyNames = {
  kill_points_mismatch: "Kill points that do not match the kills",
  hidden_tiers: "Kill points but no kills in any tier",
  fallen_counter: "Numbers that fell since the previous snapshot",
  renamed_and_moved: "A new name and a new alliance",
};

const columnNames = { id: "id", name: "name", alliance: "alliance", ...metrics, ...tiers };

/** The name of a column; an unknown column is its own name. */
export function columnName(column) {
  return columnNames[column] ?? column;
}

/** The facts about an upload, as pairs of a name and a text. */
export function reportFacts(report) {
  const { rows, compared_with: compared } = report;
  const facts = [
    ["Kingdom and date", `${report.kingdom}, ${mediumDate(report.date)}`],
    ["Uploaded", instant(report.uploaded_at)],
    ["Rows", `${exact(rows.total)} read, ${exact(rows.accepted)} accepted, ` +
      `${exact(rows.refused)} refused`],
    ["Read as", [report.format, report.encoding].filter(Boolean).join(", ") || "not readable"],
    ["DKP", report.dkp_weights ?? "as uploaded, or none"],
  ];
  if (compared) {
    facts.push([`Compared with ${mediumDate(compared.date)}`,
      `${exact(compared.players_in_both)} in both, ${exact(compared.new_players)} new, ` +
      `${exact(compared.absent_players)} no longer listed`]);
  }
  return facts;
}

/** The codes of the anomalies that a report has, in the order of their names. */
export function anomalyKinds({ anomalies }) {
  return Object.keys(anomalyNames).filter((kind) => anomalies[kind] > 0);
}

/** Where a problem is: the row, otherwise the line, otherwise the part of the file. */
export function placeText({ row, line, part }) {
  if (row !== null && row !== undefined) return exact(row);
  if (line !== undefined) return `line ${exact(line)}`;
  return part ?? "—";
}

/**
 * How the columns of an upload were read. Reports of older versions have no claims.
 * @param {Object} columns as the report has them
 * @returns {{header: string, use: string, note: string}[]}
 */
export function columnUses({ matched, claims = [], passed_over: passedOver, ignored }) {
  return [
    ...matched.map(({ header, column, filled }) =>
      ({ header, use: columnName(column), note: `${exact(filled)} filled` })),
    ...claims.map(({ header, column }) =>
      ({ header, use: column, note: `checked against the ${column} of the upload` })),
    ...passedOver.map(({ header, instead }) => ({
      header, use: "skipped", note: `${instead ?? "another column"} was read instead`,
    })),
    ...ignored.map((header) => ({ header, use: "not used", note: "" })),
  ];
}
