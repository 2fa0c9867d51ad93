// The entry point: the header, the view that the address names, and the connection to the server.

import { formatAddress, parseAddress } from "./address.js";
import { announce } from "../shared/announce.js";
import { get, Rejection, Unreachable } from "../shared/api.js";
import { showFailure, showNoKingdom } from "./empty-states.js";
import { changesPage, chooseKingdom } from "./kingdom-choice.js";
import { showConnection, startLive } from "./live.js";
import { startHeader } from "./page-header.js";
import { followLinks, offerSearchKey } from "../shared/page-shortcuts.js";
import { remember, remembered } from "../shared/storage.js";
import { viewMaker } from "./views.js";

const SCROLL_PAUSE_MS = 300;
const main = document.querySelector("#main");

/** The page as the views see it. */
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

/**
 * Goes to another address of the page.
 * @param {string} link made by `page.link`
 * @param {boolean} [options.replace] replaces the current entry of the history
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
    await ensureKingdom(signal);
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
  if (error instanceof Unreachable) live?.connectionLost(error);
  else if (!(error instanceof Rejection)) console.error(error);
  view?.shows.element.setAttribute("aria-busy", "false");
  if (error instanceof Unreachable && view?.shows.hasContent && !view.isReplaced) return;
  document.title = "Standings";
  showFailure(main, error, page);
  if (view) view.isReplaced = true;
}

/** Chooses a kingdom if the address names none. */
async function ensureKingdom(signal) {
  if (page.address.kingdom) {
    listKingdoms().catch((error) => fail(error, signal));
    remember("kingdom", page.address.kingdom);
    return;
  }
  await listKingdoms();
  page.address.kingdom = chooseKingdom(page.kingdoms, remembered("kingdom"));
  // The address names one of several kingdoms, so that a shared link shows everybody the same.
  if (page.kingdoms.length > 1) {
    history.replaceState(history.state, "", formatAddress(page.address));
  }
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

/**
 * Updates what the page shows.
 * @throws {Unreachable}
 */
async function refresh() {
  const { signal } = loading;
  await listKingdoms();
  // The reader has gone to another address, which loads what it shows itself.
  if (signal.aborted) return;
  if (!view || view.isReplaced) return open();
  try {
    await view.shows.show(page.address, signal, { isRefresh: true });
    document.title = `${view.shows.title()} – Standings`;
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    fail(error, signal);
  }
}

function receive(event, { kingdom }) {
  if (!changesPage(event, kingdom, page.address, page.kingdoms)) return;
  refresh().catch((error) => live.connectionLost(error));
}

async function updateFeatures() {
  const { features } = await get("/v1/health");
  const areOther = features.join() !== page.features.join();
  page.features = features;
  if (page.features.includes("uploads")) {
    const { startUploads } = await import("./upload-drop.js");
    startUploads(page);
  }
  if (areOther && page.kingdoms?.length === 0) showNothing();
  else if (areOther && page.address.view === "uploads") await refresh();
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
const show = showConnection(document.querySelector("#connection"), announce);
open({ scroll: history.state?.scroll ?? null }).then(() => {
  live = startLive({ features: updateFeatures, refresh, receive, show });
});
