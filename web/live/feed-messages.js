// What the feeds of updates have in common.

import { get, Rejection } from "../shared/api.js";
import { boardPath } from "./live-paths.js";

const NEIGHBORS = 5;

/** Whether the code of a problem means that the reader needs another token. */
export const isRefusal = (code) =>
  ["token_required", "unknown_token", "missing_scope", "cross_origin"].includes(code);

/** An update from the answer to a request for the first places. */
export function updateOf({ data, meta }) {
  return {
    board: meta.leaderboard_id, entries: data, total_players: meta.total_players,
    version: meta.version, period: meta.period,
  };
}

/** The first places of a board; the same object while they do not change. */
export function askTop(board, limit, period, signal) {
  return get(boardPath(board, ["top"], { limit, period }), signal);
}

/** A player's entry, null without a rank, with its neighbors: as a WebSocket tells it. */
export async function askAround(board, player, period, signal) {
  try {
    const path = boardPath(board, ["around", player], { range: NEIGHBORS, period });
    const { data, meta } = await get(path, signal);
    const entry = data.find(({ player_id: id }) => id === player) ?? null;
    return { board, period, player: entry, around: data };
  } catch (error) {
    if (!(error instanceof Rejection) || error.code !== "player_not_ranked") throw error;
    return { board, period, player: null, around: [] };
  }
}

/** Tells the functions of a feed what went wrong with a request. */
export function tellFailure(error, board, on) {
  if (error.name === "AbortError") return;
  if (error instanceof Rejection && error.status === 404) on.gone(board);
  else if (error instanceof Rejection) on.refused({ code: error.code, detail: error.message });
  else on.lost(error.retryAfter ?? null);
}
