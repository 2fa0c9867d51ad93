// Requests to the API. While a resource does not change, `get` returns the same object.

/** An error response, with its problem details (RFC 9457). */
export class Rejection extends Error {
  /** @param {?number} [retryAfter] seconds after which the server wants another attempt */
  constructor(status, problem, retryAfter = null) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? null;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** The server cannot be reached, or cannot answer at the moment. */
export class Unreachable extends Error {
  /** @param {?number} [retryAfter] seconds after which the server wants another attempt */
  constructor(message, retryAfter = null) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Too many requests, and the statuses of a gateway whose server is down or slow. */
const TEMPORARY_FAILURES = [429, 502, 503, 504];
const CACHED_ANSWERS = 60;
const answers = new Map();
let token = null;

/** Sends a bearer token with every later request; null sends none. */
export function authorize(given) {
  token = given;
  answers.clear();
}

/** The headers that every request has. */
export function commonHeaders() {
  return token ? { authorization: `Bearer ${token}` } : {};
}

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

async function reach(path, signal) {
  let response;
  try {
    response = await fetch(path, { cache: "no-cache", headers: commonHeaders(), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable("The server cannot be reached.");
  }
  if (TEMPORARY_FAILURES.includes(response.status)) {
    throw new Unreachable(
      `The server cannot answer for now (${response.status}).`, retrySeconds(response));
  }
  return response;
}

/** The seconds of a response's `Retry-After`, or null. */
export function retrySeconds(response) {
  return Number.parseInt(response.headers.get("retry-after"), 10) || null;
}

/** The JSON of an answer; an object without members where an error has none. */
export async function readJSON(response) {
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
