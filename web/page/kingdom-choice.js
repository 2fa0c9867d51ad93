// Which kingdom the page shows and offers.

/**
 * The kingdom to show where the address names none: that of the last visit, otherwise the first.
 * @param {{kingdom: number}[]} kingdoms
 * @param {?string} lastVisited
 * @returns {?string} null without any kingdom
 */
export function chooseKingdom(kingdoms, lastVisited) {
  const numbers = kingdoms.map(({ kingdom }) => String(kingdom));
  return numbers.includes(lastVisited) ? lastVisited : numbers[0] ?? null;
}

/** The kingdoms that the header offers; the shown one is among them even if it does not exist. */
export function offeredKingdoms(kingdoms, shown) {
  const numbers = (kingdoms ?? []).map(({ kingdom }) => String(kingdom));
  return shown && !numbers.includes(shown) ? [shown, ...numbers] : numbers;
}

/**
 * Whether an event of the server's stream changes what the page shows.
 * @param {"snapshot"|"upload"} event
 * @param {number} kingdom
 * @param {{view: string, kingdom: ?string}} address
 * @param {?{kingdom: number}[]} kingdoms those that the page knows
 */
export function changesPage(event, kingdom, address, kingdoms) {
  const isNew = !kingdoms?.some((known) => known.kingdom === kingdom);
  const isInView = event === "snapshot" || address.view === "uploads";
  return isNew || (isInView && String(kingdom) === address.kingdom);
}
