// The entry point: the boards, the board that the address names, and what the reader does.

import { announce } from "../shared/announce.js";
import { get, Rejection, Unreachable } from "../shared/api.js";
import { followLinks, offerSearchKey } from "../shared/page-shortcuts.js";
import { remember, remembered } from "../shared/storage.js";
import { startThemeSwitch } from "../shared/theme-switch.js";
import { startAccess } from "./access.js";
import { openNewBoard } from "./board-forms.js";
import { boardList } from "./board-list.js";
import { boardWatch } from "./board-watch.js";
import { boardName } from "./board-words.js";
import { formatAddress, parseAddress } from "./live-address.js";
import { deletedBoard, failure, noBoards } from "./live-messages.js";
import { boardPath, BOARDS, withQuery } from "./live-paths.js";
import { liveView } from "./live-view.js";
import { setMyId } from "./my-player-id.js";
import { openPlayer } from "./player-dialog.js";
import { openToken } from "./token-form.js";

const BOARDS_OF_A_PAGE = 1_000;
const REFRESH_MS = 15_000;
const RETRY_MS = 5_000;

const main = document.querySelector("#main");
const manageButton = document.querySelector("#manage");

/** The page as its parts see it. */
const page = {
  address: parseAddress(location.search),
  access: startAccess(),
  boards: null,
  /** A link within the shown board; the details of a player do not stay open. */
  link: (changes) => formatAddress({ ...page.address, player: null, ...changes }),
  linkToBoard: (board) => formatAddress({ board }),
  linkToPlayer: (player) => page.link({ player }),
  go,
  refresh,
  leaveBoard,
  count: (board, total, period) => period === null && list.count(board, total),
  createBoard: () => openNewBoard(page),
  askForToken: () => openToken(page, beginManaging),
};

const list = boardList(page, page.createBoard);
const view = liveView(page, choosePlayer);
const watch = boardWatch(page, {
  update: view.receive,
  player: view.receivePlace,
  gone: (board) => board === view.board()?.id && leaveBoard(view.board()),
  refused: ({ code, detail }) => showMessage(failure(new Rejection(401, { code, detail }), page)),
});
let loading = new AbortController();
let retry = null;
/** The server wants no request before this time. */
let retryAt = 0;
let details = null;
let left = null;

/** Goes to another address of the page. */
function go(link, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", link);
  else history.pushState(null, "", link);
  return open({ isNew: !replace });
}

async function open({ isNew = false } = {}) {
  const previous = page.address;
  page.address = parseAddress(location.search);
  loading.abort();
  loading = new AbortController();
  clearTimeout(retry);
  const { signal } = loading;
  try {
    if (page.boards === null) await loadBoards(signal);
    if (page.boards.length === 0 && !page.address.board) return showNoBoards();
    chooseBoard();
    await showBoard(signal, isNew && previous.board !== page.address.board);
  } catch (error) {
    fail(error, signal);
  }
}

async function loadBoards(signal) {
  const path = (cursor) => withQuery(BOARDS, { limit: BOARDS_OF_A_PAGE, cursor });
  let answer = await get(path(null), signal);
  const boards = [...answer.data];
  while (answer.meta.next_cursor) {
    answer = await get(path(answer.meta.next_cursor), signal);
    boards.push(...answer.data);
  }
  page.boards = boards;
  list.update();
}

/** Chooses a board if the address names none: the last one of this browser, or the first. */
function chooseBoard() {
  if (page.address.board) return;
  const last = page.boards.find(({ id }) => id === remembered("live.board"));
  page.address.board = (last ?? page.boards[0]).id;
  history.replaceState(null, "", formatAddress(page.address));
}

async function showBoard(signal, isOther) {
  const { board: id, period } = page.address;
  left = null;
  const known = page.boards.find((board) => board.id === id);
  const board = known ?? (await get(boardPath(id), signal)).data;
  remember("live.board", id);
  list.update();
  view.begin(board, period);
  if (main.firstChild !== view.element) main.replaceChildren(view.element);
  document.title = `${boardName(board)} – Standings live`;
  if (isOther) startAtTop();
  if (period === null) watch.follow(id);
  else await watch.showPeriod(id, period, signal);
  await view.periods.show(board, period, signal);
  showDetails(board);
}

function startAtTop() {
  scrollTo({ top: 0, behavior: "instant" });
  view.focus();
}

/** Opens or closes the details of the player that the address names. */
function showDetails(board) {
  const { player } = page.address;
  if (details?.player === player) return;
  closeDetails();
  if (!player) return;
  const opened = {
    player,
    dialog: openPlayer(page, board, page.address, choosePlayer, () => {
      if (details !== opened) return;
      details = null;
      go(page.link({ player: null }), { replace: true });
    }),
  };
  details = opened;
}

function closeDetails() {
  const opened = details;
  details = null;
  opened?.dialog.close();
}

function showMessage(message) {
  watch.leave();
  main.replaceChildren(message);
  list.update();
}

function showNoBoards() {
  document.title = "Standings live";
  showMessage(noBoards(page));
}

function fail(error, signal) {
  if (signal.aborted || error.name === "AbortError") return;
  if (!(error instanceof Rejection || error instanceof Unreachable)) console.error(error);
  if (error instanceof Unreachable) {
    const wait = error.retryAfter ? error.retryAfter * 1000 : RETRY_MS;
    retryAt = Date.now() + wait;
    retry = setTimeout(refresh, wait);
    if (main.firstChild === view.element) return;
  }
  document.title = "Standings live";
  main.replaceChildren(failure(error, page));
  if (!(error instanceof Unreachable)) watch.leave();
}

/** Asks for the boards again, and shows what the address names. */
async function refresh() {
  const { signal } = loading;
  try {
    const shown = view.board();
    await loadBoards(signal);
    const { board } = page.address;
    // What is said about a deleted board stays until the reader goes on.
    if (left !== null && left === board && !page.boards.some(({ id }) => id === board)) return;
    const isGone = main.firstChild === view.element && shown?.id === board &&
      !page.boards.some(({ id }) => id === board);
    if (isGone) leaveBoard(shown);
    else await open();
  } catch (error) {
    fail(error, signal);
  }
}

/** Leaves a board that is deleted. */
function leaveBoard(board) {
  if (left === board.id) return;
  left = board.id;
  loading.abort();
  loading = new AbortController();
  closeDetails();
  page.boards = (page.boards ?? []).filter(({ id }) => id !== board.id);
  document.title = "Standings live";
  showMessage(deletedBoard(board));
  announce(`${boardName(board)} was deleted`);
}

function choosePlayer(id) {
  setMyId(id);
  view.showAgain();
  const { board, period } = page.address;
  if (main.firstChild !== view.element) return;
  const { signal } = loading;
  if (period === null) watch.follow(board);
  else watch.showPeriod(board, period, signal).catch((error) => fail(error, signal));
}

function beginManaging(token) {
  page.access.begin(token);
  showAccess();
  watch.start();
  refresh();
}

function toggleManaging() {
  if (!page.access.manages) return page.askForToken();
  page.access.end();
  announce("Managing ended. The token is forgotten.");
  showAccess();
  watch.start();
  refresh();
}

function showAccess() {
  const { manages } = page.access;
  manageButton.setAttribute("aria-pressed", String(manages));
  manageButton.textContent = manages ? "End managing" : "Manage";
}

/** Looks for new and changed boards from time to time. */
function refreshBoards() {
  if (!document.hidden && Date.now() >= retryAt) refresh();
}

addEventListener("popstate", () => open());
manageButton.addEventListener("click", toggleManaging);
startThemeSwitch(document.querySelector("#theme"));
followLinks(go);
offerSearchKey(main);
showAccess();
watch.start();
open();
setInterval(refreshBoards, REFRESH_MS);
