// The connection to the server: its event stream, or polling if it has none; and the display of
// the connection's state.

import { Unreachable } from "../shared/api.js";
import { connectionAnnouncement, connectionText } from "./connection-text.js";

const POLLING_SECONDS = 20;
const FIRST_PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 60;

/**
 * Stays connected to the server while the page is open.
 * @param {Object} page
 * @param {() => Promise<string[]>} page.features asks the server for its features
 * @param {() => Promise<void>} page.refresh updates what the page shows
 * @param {(event: string, data: Object) => void} page.receive receives an event of the stream
 * @param {(connection: Connection) => void} page.show receives each state of the connection
 */
export function startLive(page) {
  let timer = null;
  let stream = null;
  let pause = FIRST_PAUSE_SECONDS;
  let current = "starting";

  function change(state, seconds) {
    current = state;
    page.show({ state, seconds });
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
      connectionLost(error);
    }
  }

  function listen() {
    stream = new EventSource("/v1/events");
    let isFirst = true;
    stream.addEventListener("hello", () => {
      change("live");
      // The stream lacks the events between the first requests and its start.
      if (isFirst) page.refresh().catch(connectionLost);
      isFirst = false;
    });
    for (const event of ["snapshot", "upload"]) {
      stream.addEventListener(event, ({ data }) => page.receive(event, JSON.parse(data)));
    }
    stream.addEventListener("error", () => connectionLost(new Unreachable("The stream ended.")));
  }

  function poll() {
    change("polling", POLLING_SECONDS);
    timer = setTimeout(check, POLLING_SECONDS * 1000);
  }

  async function check() {
    stop();
    if (document.hidden) return;
    try {
      await page.refresh();
      poll();
    } catch (error) {
      connectionLost(error);
    }
  }

  function connectionLost(error) {
    if (error.name === "AbortError") return;
    stop();
    countDown(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
  }

  function countDown(seconds) {
    change("away", seconds);
    if (document.hidden) return;
    timer = setTimeout(() => (seconds > 1 ? countDown(seconds - 1) : connect()), 1000);
  }

  // A browser limits its connections to one server, so a hidden page holds none.
  document.addEventListener("visibilitychange", () => {
    if (current === "starting") return;
    if (document.hidden) stop();
    else if (current === "polling") check();
    else connect();
  });
  addEventListener("online", () => current === "away" && connect());
  connect();
  return { connectionLost };
}

/**
 * Shows the state of the connection in an element, and announces when the server goes or returns.
 * @param {HTMLElement} place
 * @param {(text: string) => void} announce
 * @returns {(connection: Connection) => void} shows a state
 */
export function showConnection(place, announce) {
  const away = document.querySelector("#away");
  const text = place.querySelector(".connection-text");
  let shown = "starting";
  text.textContent = connectionText({ state: shown });
  return (connection) => {
    const { state } = connection;
    place.dataset.state = state;
    text.textContent = connectionText(connection);
    away.hidden = state !== "away";
    const announcement = connectionAnnouncement(shown, state);
    if (announcement) announce(announcement);
    shown = state;
  };
}
