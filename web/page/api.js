// Requests to the API. While a resource does not change, `get` returns the same object.

/** An error response, with its problem details (RFC 9457). */
export class Rejection extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? null;
    this.problem = problem;
  }
}

/** The server cannot be reached, or cannot answer at the moment. */
export class Unreachable extends Error {}

/** Too many requests, and the statuses of a gateway whose server is down or slow. */
const TEMPORARY_FAILURES = [429, 502, 503, 504];
const CACHED_ANSWERS = 60;
const answers = new Map();

/**
 * Gets the JSON at a path. The browser caches answers and revalidates them by entity tag, so the
 * server does not send an unchanged answer again.
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @throws {Rejection|Unreachable|DOMException} the last is an `AbortError`
 */
export async function get(path, signal) {
  const response = await reach(path, signal);
  const tag = response.headers.get("etag");
  const known = answers.get(path);
  if (response.ok && tag && known?.tag === tag) return known.body;
  const body = await readJSON(response);
  if (!response.ok) throw new Rejection(response.status, body);
  remember(path, { tag, body });
  return body;
}

/** A path below a kingdom, with its query. Parameters that are null are omitted. */
export function kingdomPath(kingdom, path, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(pairs).toString();
  return `/v1/kingdoms/${kingdom}/${path}${text ? `?${text}` : ""}`;
}

async function reach(path, signal) {
  let response;
  try {
    response = await fetch(path, { cache: "no-cache", signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable("The server cannot be reached.");
  }
  if (TEMPORARY_FAILURES.includes(response.status)) {
    throw new Unreachable(`The server cannot answer for now (${response.status}).`);
  }
  return response;
}

async function readJSON(response) {
  try {
    return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    if (!response.ok) return {};
    throw new Unreachable("The server's answer broke off.");
  }
}

function remember(path, answer) {
  answers.delete(path);
  answers.set(path, answer);
  if (answers.size > CACHED_ANSWERS) answers.delete(answers.keys().next().value);
}
