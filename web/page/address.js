// The state of the page as the query string of its address. Default values are omitted.

import { metrics } from "./metrics.js";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[1-9]\d{0,10}$/;
const UPLOAD = /^\d{4}-\d{2}-\d{2}\/[0-9TZ]+$/;
const WEIGHTS = /^[a-z0-9:,]{1,100}$/;

const checks = {
  kingdom: (text) => /^[1-9]\d{0,6}$/.test(text),
  metric: (text) => Object.hasOwn(metrics, text),
  date: (text) => DATE.test(text),
  search: (text) => text.length <= 100,
  around: (text) => ID.test(text),
  from: (text) => DATE.test(text),
  to: (text) => DATE.test(text),
  weights: (text) => WEIGHTS.test(text),
  player: (text) => ID.test(text),
  with: (text) => ID.test(text),
  upload: (text) => UPLOAD.test(text),
};

/** The parameters of each view, besides the kingdom. */
const parameters = {
  board: ["metric", "date", "search", "around"],
  gains: ["metric", "from", "to", "weights"],
  player: ["metric", "date", "player", "with"],
  uploads: ["upload"],
};

/**
 * @typedef {Object} Address
 * @property {string} view board, gains, player or uploads
 * @property {?string} kingdom
 * @property {string} [metric] "dkp" by default; absent where the view has no metrics
 * The other parameters of the view are properties too, null where the address omits them.
 */

/** Parses an address. Unknown parameters and invalid values are ignored. */
export function parseAddress(query) {
  const given = new URLSearchParams(query);
  const view = Object.hasOwn(parameters, given.get("view")) ? given.get("view") : "board";
  const address = { view };
  for (const name of ["kingdom", ...parameters[view]]) {
    const text = given.get(name);
    address[name] = text && checks[name](text) ? text : null;
  }
  if ("metric" in address) address.metric ??= "dkp";
  return address;
}

/** Formats an address as a link. */
export function formatAddress(address) {
  const query = new URLSearchParams();
  if (address.kingdom) query.set("kingdom", address.kingdom);
  if (address.view !== "board") query.set("view", address.view);
  for (const name of parameters[address.view]) {
    const isDefault = name === "metric" && address.metric === "dkp";
    if (address[name] && !isDefault) query.set(name, address[name]);
  }
  const text = query.toString().replace(/%(3A|2C|2F)/g, decodeURIComponent);
  return text ? `/?${text}` : "/";
}
