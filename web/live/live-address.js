// The state of the page as the query string of its address.

const NAMES = ["board", "period", "player"];
const LONGEST_VALUE = 400;

/**
 * @typedef {Object} Address
 * @property {?string} board the id of a board
 * @property {?string} period the id of an older period; null for the current one
 * @property {?string} player the player whose details are open
 */

/** Parses a query string. Unknown parameters and values that no id can have are ignored. */
export function parseAddress(query) {
  const given = new URLSearchParams(query);
  return Object.fromEntries(NAMES.map((name) => {
    const text = given.get(name);
    return [name, text && text.length <= LONGEST_VALUE ? text : null];
  }));
}

/** Formats an address as a link. */
export function formatAddress(address) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (address[name]) query.set(name, address[name]);
  const text = query.toString().replaceAll("%3A", ":");
  return text ? `/?${text}` : "/";
}
