// The words for a problem, and the field of a form to which it belongs.

import { Rejection } from "../shared/api.js";
import { sentence } from "../shared/message.js";

const NEEDS_TOKEN = 401;
const FORBIDDEN = 403;

/**
 * The field that a problem names, and its words. The detail of such a problem begins with the
 * place in the request, such as `score: expected a number`.
 * @param {Error} error
 * @param {string[]} names of the fields
 * @returns {{field: ?string, text: string}}
 */
export function problemOf(error, names) {
  const [, place, rest] = /^([a-z_]+): (.+)$/s.exec(error.message) ?? [];
  if (names.includes(place)) return { field: place, text: sentence(rest) };
  if (error.code === "leaderboard_exists" && names.includes("id")) {
    return { field: "id", text: sentence(error.message) };
  }
  return { field: null, text: [sentence(error.message), advice(error)].filter(Boolean).join(" ") };
}

/** What the reader can do about a problem; null if only the problem's words help. */
function advice(error) {
  if (!(error instanceof Rejection)) return "Try again.";
  if (error.retryAfter) return `Try again in ${error.retryAfter} s.`;
  return null;
}

/** Whether another token may help. */
export const wantsToken = (error) =>
  error instanceof Rejection && [NEEDS_TOKEN, FORBIDDEN].includes(error.status);
