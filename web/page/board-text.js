// The texts of a board: its description, its closing note, its announcements.

import { counted, mediumDate, signed } from "../shared/format.js";
import { metrics } from "./metrics.js";

/** The line below the title: how many players there are, and what the changes refer to. */
export function boardDescription(board, { search }) {
  const { ranked_players: ranked, total_players: total, previous_date: compared } = board;
  const parts = [counted(total, "player")];
  if (ranked !== null && ranked !== total) parts[0] += `, ${counted(ranked, "ranked", "ranked")}`;
  if (search) parts.push("ranks are those of the whole board");
  parts.push(compared ? `changes since ${mediumDate(compared)}` : "no earlier snapshot");
  return parts.join(" · ");
}

/** The title of the document for a board; the date is null while the board loads. */
export function boardTitle({ metric, kingdom }, date) {
  return `${metrics[metric]}, Kingdom ${kingdom}${date ? `, ${mediumDate(date)}` : ""}`;
}

/**
 * The note below the table.
 * @param {Object} board the first page of the board
 * @param {?string} search
 * @param {number} rows how many rows the table shows
 * @param {?string} next the cursor of the next page
 */
export function closingNote(board, search, rows, next) {
  if (board.entries.length === 0) {
    return search ? `Nobody matches “${search}”.` : "Nobody in this snapshot has a value here.";
  }
  if (next) return "";
  if (search) return `${counted(rows, "player matches", "players match")}.`;
  const unranked = board.total_players - (board.ranked_players ?? board.total_players);
  return unranked === 0 ? ""
    : `${counted(unranked, "player has", "players have")} no value here and no rank.`;
}

/** How many players a search found, as it is announced. */
export function matchAnnouncement({ entries, next_cursor: next }) {
  const count = next ? `more than ${entries.length}` : entries.length;
  return `${count} ${entries.length === 1 ? "player matches" : "players match"}`;
}

/** The change of a value since the compared snapshot; null for a player it lacks. */
export function valueChange({ value, previous }) {
  if (!previous) return null;
  return value === previous.value ? "–" : signed(value - previous.value);
}

/** A value as a share of max, from 0 to 1. */
export function shareOf(value, max) {
  return max > 0 ? Math.min(1, value / max) : 0;
}
