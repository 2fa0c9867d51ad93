// The page's start: its header, its views by the address, and its touch with the server.

import { formatAddress, parseAddress } from "./address.js";
import { get, Refusal, Unreachable } from "./api.js";
import { showFailure, showNoKingdom } from "./empty-states.js";
import { connectionState, startLive } from "./live.js";
import { startHeader } from "./page-header.js";
import { followLinks, offerSearchKey } from "./page-shortcuts.js";
import { remember, remembered } from "./storage.js";
import { viewMaker } from "./views.js";

const SCROLL_PAUSE_MS = 300;
const main = document.querySelector("#main");
const announcements = document.querySelector("#announcements");

/** What views see of the page. */
const page = {
  address: parseAddress(location.search),
  features: [],
  kingdoms: null,
  link: (changes) => formatAddress({ ...page.address, ...changes }),
  go,
  announce,
  refresh,
};

const header = startHeader(page);
let view = null;
let loading = new AbortController();
let live = null;
let scrolling = null;

function announce(text) {
  announcements.textContent = "";
  // A live region tells what changes after it was seen empty.
  requestAnimationFrame(() => (announcements.textContent = text));
}

/**
 * Goes to another address of the page.
 * @param {string} link as `page.link` makes it
 * @param {boolean} [options.replace] puts it in place of the present one in the history
 */
function go(link, { replace = false } = {}) {
  if (replace) {
    history.replaceState(history.state, "", link);
  } else {
    keepScroll();
    history.pushState({}, "", link);
  }
  return open({ isNew: !replace });
}

function keepScroll() {
  history.replaceState({ ...history.state, scroll: scrollY }, "");
}

async function open({ isNew = false, scroll = null } = {}) {
  const previous = page.address;
  page.address = parseAddress(location.search);
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  const isOtherView = view?.name !== page.address.view;
  const isOtherPage = isOtherView ||
    ["player", "with", "upload"].some((part) => previous[part] !== page.address[part]);
  try {
    await settleKingdom(signal);
    if (!page.address.kingdom) return showNothing();
    header.update(page.address, page.kingdoms);
    if (isOtherView || view.isReplaced) await changeView(signal);
    const showing = view.shows.show(page.address, signal, { isReturn: scroll > 0 });
    if (isNew && isOtherPage) startAtTop();
    await showing;
    if (scroll !== null) scrollTo({ top: scroll, behavior: "instant" });
    document.title = `${view.shows.title()} – Standings`;
  } catch (error) {
    fail(error, signal);
  }
}

async function changeView(signal) {
  const name = page.address.view;
  const createView = await viewMaker(name);
  if (signal.aborted) throw new DOMException("superseded", "AbortError");
  view = { name, isReplaced: false, shows: createView(page) };
  main.replaceChildren(view.shows.element);
}

function startAtTop() {
  scrollTo({ top: 0, behavior: "instant" });
  view.shows.element.querySelector("h1")?.focus({ preventScroll: true });
}

function fail(error, signal) {
  if (signal.aborted || error.name === "AbortError") return;
  if (error instanceof Unreachable) live?.lose(error);
  else if (!(error instanceof Refusal)) console.error(error);
  view?.shows.element.setAttribute("aria-busy", "false");
  if (error instanceof Unreachable && view?.shows.hasContent && !view.isReplaced) return;
  document.title = "Standings";
  showFailure(main, error, page);
  if (view) view.isReplaced = true;
}

/** Finds the kingdom where the address tells none: the one of the last visit, else the first. */
async function settleKingdom(signal) {
  if (page.address.kingdom) {
    listKingdoms().catch((error) => fail(error, signal));
    remember("kingdom", page.address.kingdom);
    return;
  }
  await listKingdoms();
  const known = page.kingdoms.map(({ kingdom }) => String(kingdom));
  const last = remembered("kingdom");
  page.address.kingdom = known.includes(last) ? last : known[0] ?? null;
  // A link that is shared means the same to everybody, so it names one of several kingdoms.
  if (known.length > 1) history.replaceState(history.state, "", formatAddress(page.address));
}

async function listKingdoms() {
  const { kingdoms } = await get("/v1/kingdoms");
  if (kingdoms === page.kingdoms) return;
  page.kingdoms = kingdoms;
  header.update(page.address, page.kingdoms);
}

function showNothing() {
  view = null;
  document.title = "Standings";
  header.update(page.address, page.kingdoms);
  showNoKingdom(main, page);
}

/** Brings what is shown up to date; throws where the server cannot be reached. */
async function refresh() {
  const { signal } = loading;
  await listKingdoms();
  if (!view || view.isReplaced) return open();
  try {
    await view.shows.show(page.address, signal, { isRefresh: true });
    document.title = `${view.shows.title()} – Standings`;
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    fail(error, signal);
  }
}

function heard(event, { kingdom }) {
  const isShown = String(kingdom) === page.address.kingdom;
  const concerns = event === "snapshot" || page.address.view === "uploads";
  const isNewKingdom = !page.kingdoms?.some((each) => each.kingdom === kingdom);
  if ((isShown && concerns) || isNewKingdom) refresh().catch((error) => live.lose(error));
}

async function offeredFeatures() {
  const { features } = await get("/v1/health");
  const areNews = features.join() !== page.features.join();
  page.features = features;
  if (page.features.includes("uploads")) {
    const { startUploads } = await import("./upload-drop.js");
    startUploads(page);
  }
  if (areNews && page.kingdoms?.length === 0) showNothing();
  else if (areNews && page.address.view === "uploads") await refresh();
  return page.features;
}

addEventListener("popstate", ({ state }) => open({ scroll: state?.scroll ?? 0 }));
addEventListener("scroll", () => {
  clearTimeout(scrolling);
  scrolling = setTimeout(keepScroll, SCROLL_PAUSE_MS);
}, { passive: true });
history.scrollRestoration = "manual";

followLinks(go);
offerSearchKey(main);
const tell = connectionState(document.querySelector("#connection"), announce);
open({ scroll: history.state?.scroll ?? null }).then(() => {
  live = startLive({ features: offeredFeatures, refresh, heard, tell });
});
