// What the answer to an upload means for the reader.

/**
 * @typedef {Object} UploadOutcome
 * @property {"report"|"question"|"rejection"} kind a report was made; the kingdom or the date is
 *   missing; nothing was uploaded
 * @property {string} [reason] of a rejection
 * @property {boolean} [canRetry] whether a refused file may be sent again unchanged
 */

/**
 * Classifies an answer.
 * @param {{status: number, body: Object, retryAfter: ?string}} answer
 * @param {{kingdom: ?string, date: ?string}} place what the reader entered beside the file
 * @returns {UploadOutcome}
 */
export function uploadOutcome({ status, body, retryAfter }, place) {
  if (body.report) return { kind: "report" };
  const isContradicted = body.code === "place_contradicted";
  const isTold = place.kingdom !== null || place.date !== null;
  if (body.code === "place_unknown" || (isContradicted && isTold)) return { kind: "question" };
  const reason = status === 0 ? "The server cannot be reached."
    : body.detail ?? `The server answered ${status}.`;
  const wait = retryAfter ? ` Try again in ${retryAfter} seconds.` : "";
  // A file that contradicts itself stays contradictory, whatever the reader enters.
  return { kind: "rejection", reason: `${reason}${wait}`, canRetry: !isContradicted };
}
