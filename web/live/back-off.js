// The pause before another attempt to connect.

const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 30;

/**
 * The seconds before the next attempt: they double with each failure. The second half of them is
 * random, so that the pages of many readers do not return at the same moment.
 * @param {number} failures how many attempts failed before this one
 * @param {?number} retryAfter the least seconds that the server wants
 * @param {() => number} [random] from 0 up to 1
 */
export function backOff(failures, retryAfter = null, random = Math.random) {
  const longest = Math.min(FIRST_SECONDS * 2 ** failures, LONGEST_SECONDS);
  const pause = longest / 2 + (longest / 2) * random();
  return Math.max(pause, retryAfter ?? 0);
}
