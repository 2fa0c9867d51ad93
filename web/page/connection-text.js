// The words for the state of the connection to the server.

/**
 * @typedef {Object} Connection
 * @property {"starting"|"live"|"polling"|"away"} state
 * @property {number} [seconds] the polling interval, or the time until the next attempt
 */

const texts = {
  starting: () => "Connecting",
  live: () => "Live",
  polling: ({ seconds }) => `Checks every ${seconds} s`,
  away: ({ seconds }) => `Offline, retrying in ${seconds} s`,
};

const announcements = {
  live: "Connected again. New snapshots appear automatically.",
  polling: "Connected again. The page checks for new snapshots regularly.",
  away: "The server is unreachable. The page may be out of date and keeps retrying.",
};

/** The text that the header shows for a connection. */
export function connectionText(connection) {
  return texts[connection.state](connection);
}

/** The announcement of a change between two states; null unless the server goes or comes back. */
export function connectionAnnouncement(before, after) {
  return (before === "away") === (after === "away") ? null : announcements[after];
}
