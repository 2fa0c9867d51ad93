// Hearing of new snapshots: from the server's event stream where it has one, else by asking
// again; and the state of it in words, shown as it changes, announced once for each state.

import { Unreachable } from "./api.js";

const POLLING_SECONDS = 20;
const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 60;

/**
 * @typedef {Object} Connection
 * @property {"starting"|"live"|"polling"|"away"} state
 * @property {number} [seconds] until the next attempt, where the server is away
 */

/**
 * Keeps in touch with the server while the page is open.
 * @param {Object} page
 * @param {() => Promise<string[]>} page.features asks what the server offers
 * @param {() => Promise<void>} page.refresh brings what is shown up to date
 * @param {(event: string, data: Object) => void} page.heard takes an event of the stream
 * @param {(connection: Connection) => void} page.tell takes each change of the state
 */
export function startLive(page) {
  let timer = null;
  let stream = null;
  let pause = FIRST_PAUSE_SECONDS;
  let current = "starting";

  function tell(state, seconds) {
    current = state;
    page.tell({ state, seconds });
  }

  function stop() {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  async function connect() {
    stop();
    const wasAway = current === "away";
    try {
      const features = await page.features();
      if (wasAway) await page.refresh();
      pause = FIRST_PAUSE_SECONDS;
      if (features.includes("events")) listen();
      else poll();
    } catch (error) {
      lose(error);
    }
  }

  function listen() {
    stream = new EventSource("/v1/events");
    let isFirst = true;
    stream.addEventListener("hello", () => {
      tell("live");
      // What happened between the first answers and the stream's start is fetched once.
      if (isFirst) page.refresh().catch(lose);
      isFirst = false;
    });
    for (const event of ["snapshot", "upload"]) {
      stream.addEventListener(event, ({ data }) => page.heard(event, JSON.parse(data)));
    }
    stream.addEventListener("error", () => lose(new Unreachable("The stream ended.")));
  }

  function poll() {
    tell("polling", POLLING_SECONDS);
    timer = setTimeout(check, POLLING_SECONDS * 1000);
  }

  async function check() {
    stop();
    if (document.hidden) return;
    try {
      await page.refresh();
      poll();
    } catch (error) {
      lose(error);
    }
  }

  function lose(error) {
    if (error.name === "AbortError") return;
    stop();
    countDown(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
  }

  function countDown(seconds) {
    tell("away", seconds);
    if (document.hidden) return;
    timer = setTimeout(() => (seconds > 1 ? countDown(seconds - 1) : connect()), 1000);
  }

  // A browser opens few connections to one server: a page that nobody sees takes none of them.
  document.addEventListener("visibilitychange", () => {
    if (current === "starting") return;
    if (document.hidden) stop();
    else if (current === "polling") check();
    else connect();
  });
  addEventListener("online", () => current === "away" && connect());
  connect();
  return { lose, retry: connect };
}

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
 * Shows the state of the connection in an element.
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
