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
  away: ({ seconds }) => `Away, retrying in ${seconds} s`,
};

const announcements = {
  live: "Connected again. New snapshots appear by themselves.",
  polling: "Connected again. New snapshots are looked for regularly.",
  away: "The server is away. What is shown may be old; it is tried again regularly.",
};

/** The text that the header shows for a connection. */
export function connectionText(connection) {
  return texts[connection.state](connection);
}

/** The announcement of a change between two states; null unless the server goes or comes back. */
export function connectionAnnouncement(before, after) {
  return (before === "away") === (after === "away") ? null : announcements[after];
}
