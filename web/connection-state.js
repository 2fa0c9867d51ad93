// The state of the connection in words: shown as it changes, announced once for each state.

const words = {
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

/**
 * Shows the connection in an element.
 * @param {HTMLElement} place
 * @param {(text: string) => void} announce
 */
export function connectionState(place, announce) {
  const away = document.querySelector("#away");
  let shown = "starting";
  place.querySelector(".connection-text").textContent = words.starting();
  return (connection) => {
    place.dataset.state = connection.state;
    place.querySelector(".connection-text").textContent = words[connection.state](connection);
    away.hidden = connection.state !== "away";
    const isNews = connection.state === "away" ? shown !== "away" : shown === "away";
    if (isNews) announce(announcements[connection.state]);
    shown = connection.state;
  };
}
