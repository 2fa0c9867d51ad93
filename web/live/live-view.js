// The view of a board: its head, the podium, the ranking, and the cards beside them.

import { announce } from "../shared/announce.js";
import { element } from "../shared/element.js";
import { exact } from "../shared/format.js";
import { boardFigures } from "./board-figures.js";
import { openChange, openDeletion, openReset } from "./board-forms.js";
import { boardName, boardRules, listNote } from "./board-words.js";
import { emptyBoard } from "./live-messages.js";
import { myId } from "./my-player-id.js";
import { myPlace } from "./my-place.js";
import { periodPicker } from "./period-picker.js";
import { ranking } from "./ranking.js";
import { resetClock } from "./reset-clock.js";
import { openScore } from "./score-form.js";
import { periodText } from "./time-text.js";
import { PLACES, topThree } from "./top-three.js";
import { exportLinks, playerLookup } from "./view-tools.js";

/** Makes the view. */
export function liveView(page, choosePlayer) {
  const name = element("bdi", { dir: "auto" });
  const rules = element("p", { class: "about" });
  const clock = resetClock(() => page.refresh());
  const periods = periodPicker((period) => page.go(page.link({ period })));
  const exports = exportLinks(page);
  const manage = manageTools(page, () => state);
  const frozen = element("p", { class: "frozen", hidden: true });
  const podium = topThree(page.linkToPlayer);
  const table = ranking(page.linkToPlayer);
  const note = element("p", { class: "table-note muted" });
  const empty = element("div", { hidden: true });
  const mine = myPlace(page, choosePlayer);
  const figures = boardFigures();
  const view = element("div", { class: "view view-live", "aria-busy": "true" },
    element("header", { class: "head" },
      element("div", { class: "head-words" },
        element("h1", { tabindex: "-1" }, name), rules), clock.element),
    element("div", { class: "toolbar" },
      element("div", { class: "tools" }, playerLookup(page), periods.element, ...exports.elements)),
    manage.element, frozen,
    element("div", { class: "live-columns" },
      element("div", { class: "live-ranking" }, podium.element, empty, table.element, note),
      element("aside", { class: "live-side", "aria-label": "More about this board" },
        mine.element, figures.element)));

  let state = { board: null, period: null, shown: null };
  let latest = null;
  let frame = null;

  /** Begins to show a board, which stays a skeleton until the first update. */
  function begin(board, period) {
    const isOther = state.board?.id !== board.id || state.period !== period;
    state = { ...state, board, period };
    name.textContent = boardName(board);
    rules.textContent = boardRules(board);
    exports.update(board, period);
    manage.update();
    if (isOther) restart();
  }

  function restart() {
    Object.assign(state, { shown: null, place: null });
    latest = null;
    view.setAttribute("aria-busy", "true");
    frozen.hidden = true;
    empty.hidden = true;
    note.textContent = "";
    podium.wait();
    table.wait();
    mine.wait();
    figures.stop();
    clock.show(state.period === null ? state.board.period : null, state.board);
  }

  /** Receives an update; of several within a frame only the last is drawn. */
  function receive(update) {
    if (update.board !== state.board?.id) return;
    latest = update;
    frame ??= requestAnimationFrame(draw);
  }

  function draw() {
    frame = null;
    if (latest?.board === state.board.id) drawBoard();
    if (state.shown) drawPlace();
  }

  function drawBoard() {
    const { board, period, shown } = state;
    const { entries, total_players: total, period: current } = latest;
    const isLive = shown !== null && shown.period.id === current.id && period === null;
    if (shown && !isLive && period === null) newPeriod();
    const how = { board, isLive, me: myId() };
    podium.show(entries.slice(0, PLACES), how);
    table.show(entries.slice(PLACES), { ...how, best: entries[0]?.score });
    table.describe(`${boardName(board)}, from rank ${PLACES + 1}`);
    showRest(entries, total, current);
    state.shown = latest;
    latest = null;
    view.setAttribute("aria-busy", "false");
  }

  function showRest(entries, total, current) {
    const { board, period } = state;
    note.textContent = entries.length > 0 ? listNote(entries.length, total) : "";
    showEmpty(entries.length === 0, board);
    frozen.hidden = period === null;
    if (period === null) clock.show(current, board);
    else showFrozen(current);
    figures.update(board, period, total);
    page.count(board.id, total, period);
  }

  function drawPlace() {
    const { board, place, shown } = state;
    if (place) mine.show(place, { board, total: shown.total_players });
  }

  function showEmpty(isEmpty, board) {
    if (empty.hidden !== isEmpty && isEmpty) return;
    empty.hidden = !isEmpty;
    empty.replaceChildren(...(isEmpty ? [emptyBoard(board)] : []));
  }

  function showFrozen(period) {
    clock.show(null);
    if (frozen.dataset.period === period.id && !frozen.hidden && frozen.firstChild) return;
    frozen.dataset.period = period.id;
    const text = periodText(period, state.board.time_zone);
    frozen.replaceChildren(element("span", {}, `Final ranks of ${text}`),
      element("a", { class: "button", href: page.link({ period: null }) }, "Back to now"));
  }

  function newPeriod() {
    announce("The board begins again");
    periods.forget();
    page.refresh();
  }

  /** Receives the place of the reader's player, which is drawn with the board. */
  function receivePlace(place) {
    if (place.board !== state.board?.id || (place.period ?? null) !== state.period) return;
    state.place = place;
    frame ??= requestAnimationFrame(draw);
  }

  /** Shows everything again, after the reader has chosen another player. */
  function showAgain() {
    state.place = null;
    mine.wait();
    if (!state.shown) return;
    latest ??= state.shown;
    frame ??= requestAnimationFrame(draw);
  }

  return {
    element: view, begin, receive, receivePlace, showAgain, periods,
    board: () => state.board, focus: () => view.querySelector("h1").focus({ preventScroll: true }),
  };
}

/** The buttons of who manages. */
function manageTools(page, state) {
  const button = (words, open, look = "") => element("button",
    { type: "button", class: `button ${look}`, onclick: () => open(page, state().board) }, words);
  const remove = button("Delete", (_, board) => {
    const total = state().shown?.total_players ?? 0;
    openDeletion(page, board, total === 1 ? "1 player" : `${exact(total)} players`);
  }, "button-danger");
  const whole = element("div",
    { class: "manage", role: "group", "aria-label": "Manage this board" },
    button("Submit a score", openScore), button("Change", openChange),
    button("Reset", openReset, "button-danger"), remove);
  return {
    element: whole,
    update: () => (whole.hidden = !page.access.manages || state().period !== null),
  };
}
