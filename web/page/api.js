// Asking the server. An answer that has not changed since is the same object again.

/** An answer that says no: what went wrong as problem+json tells it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.status = status;
    this.code = problem.code ?? null;
    this.problem = problem;
  }
}

/** The server could not be reached, or cannot answer for now. */
export class Unreachable extends Error {}

/** Too many requests, and what a gateway says of a server that is away or slow. */
const NOT_NOW = [429, 502, 503, 504];
const REMEMBERED_ANSWERS = 60;
const answers = new Map();

/**
 * Gets what stands at a path. The browser keeps answers and asks with their entity tags, so that
 * what has not changed is not sent again.
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export async function get(path, signal) {
  const response = await reach(path, signal);
  const tag = response.headers.get("etag");
  const known = answers.get(path);
  if (response.ok && tag && known?.tag === tag) return known.body;
  const body = await readJSON(response);
  if (!response.ok) throw new Refusal(response.status, body);
  remember(path, { tag, body });
  return body;
}

/** A path below a kingdom with its query; what is null is left out. */
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
  if (NOT_NOW.includes(response.status)) {
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
  if (answers.size > REMEMBERED_ANSWERS) answers.delete(answers.keys().next().value);
}
