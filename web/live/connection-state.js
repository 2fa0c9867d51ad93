// The state of the connection in words.

/**
 * @typedef {Object} Connection
 * @property {"starting"|"live"|"polling"|"away"} state
 * @property {number} [seconds] the polling interval, or the time until the next attempt
 * @property {"WebSocket"|"server-sent events"|"polling"} [way]
 * @property {number} [failures] how many attempts have failed
 */

const texts = {
  starting: () => "Connecting",
  live: () => "Live",
  polling: ({ seconds }) => `Checks every ${seconds} s`,
  away: ({ seconds }) => (seconds > 0 ? `Reconnecting in ${seconds} s` : "Reconnecting"),
};

const announcements = {
  live: "Connected again. Ranks are live.",
  polling: "Connected again. The page checks for new ranks regularly.",
  away: "The connection is lost. Ranks may be out of date; the page keeps reconnecting.",
};

/** One lost connection is no news: the page usually returns within a second. */
const NEWSWORTHY_FAILURES = 2;

/** The text that the header shows. */
export const connectionText = (connection) => texts[connection.state](connection);

/** Whether readers are told that the server is away. */
export const isLongAway = ({ state, failures = 0 }) =>
  state === "away" && failures >= NEWSWORTHY_FAILURES;

/** The announcement of a change; null unless the server goes for long, or returns. */
export function connectionAnnouncement(wasAway, connection) {
  const isAway = isLongAway(connection);
  if (isAway === wasAway || connection.state === "starting") return null;
  if (!isAway && connection.state === "away") return null;
  return announcements[connection.state];
}
