// Requests that change something.

import { commonHeaders, readJSON, Rejection, retrySeconds, Unreachable } from "../shared/api.js";

/**
 * Sends a command and resolves to its answer's data.
 * @param {"POST"|"PATCH"|"DELETE"} method
 * @param {string} path
 * @param {?string} [body] JSON
 * @param {?string} [key] makes a repeated submission the same one
 * @throws {Rejection|Unreachable}
 */
export async function send(method, path, body = null, key = null) {
  const headers = { ...commonHeaders() };
  if (body !== null) headers["content-type"] = "application/json";
  if (key !== null) headers["idempotency-key"] = key;
  let response;
  try {
    response = await fetch(path, { method, headers, body });
  } catch {
    throw new Unreachable("The server cannot be reached. Nothing is known to have changed.");
  }
  const answer = await readJSON(response);
  if (!response.ok) throw new Rejection(response.status, answer, retrySeconds(response));
  return answer.data;
}

/** A random key for a submission. `crypto.randomUUID` is missing where a page has no TLS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
