// The change of a rank within the last seconds.

export const SHOWN_MS = 12_000;

/**
 * The change that a row shows, after a move.
 * @param {?{from: number, at: number}} shown the change so far: the rank before it, and the time of
 *   its last move in milliseconds
 * @param {number} before the rank before this move
 * @param {number} now
 * @returns {{from: number, at: number}}
 */
export function movedFrom(shown, before, now) {
  return { from: shown && !isOver(shown, now) ? shown.from : before, at: now };
}

/** Whether a change is no longer shown. */
export const isOver = ({ at }, now) => now - at >= SHOWN_MS;
