// The paths of the live API.

export const BOARDS = "/api/v1/leaderboards";
export const SCORES = "/api/v1/scores";

/**
 * A path of a board.
 * @param {string} board
 * @param {string[]} [parts] the segments below the board, which are escaped
 * @param {Object} [query] parameters that are null are omitted
 */
export function boardPath(board, parts = [], query = {}) {
  const path = [BOARDS, ...[board, ...parts].map(encodeURIComponent)].join("/");
  return withQuery(path, query);
}

/** A path with a query; parameters that are null are omitted. */
export function withQuery(path, query) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}
