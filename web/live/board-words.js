// The texts that describe a board.

import { counted, exact } from "../shared/format.js";

const modes = {
  best: "the best score counts",
  increment: "scores add up",
  replace: "the last score counts",
};
const schedules = {
  never: "never resets", hourly: "resets hourly", daily: "resets daily", weekly: "resets weekly",
  monthly: "resets monthly", yearly: "resets yearly",
};

/** The name of a board, or its id if the name has no visible character. */
export const boardName = ({ id, name }) => (/[^\s\p{C}]/u.test(name ?? "") ? name : id);

/** The rules of a board in one line. */
export function boardRules(board) {
  const parts = [
    board.sort_order === "asc" ? "lowest first" : "highest first",
    modes[board.update_mode] ?? board.update_mode,
    schedules[board.reset_period] ?? `resets at ${board.reset_period}`,
  ];
  if (board.max_entries) parts.push(`keeps ${exact(board.max_entries)}`);
  return parts.join(" · ");
}

/** The note below the table: how many of all players it shows. */
export function listNote(shown, total) {
  if (total > shown) return `The first ${exact(shown)} of ${counted(total, "player")}.`;
  return total === 0 ? "" : `${counted(total, "player")}.`;
}
