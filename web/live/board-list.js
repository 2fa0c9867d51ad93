// The list of boards, with how many players each has.

import { get } from "../shared/api.js";
import { element, hiddenText } from "../shared/element.js";
import { compact, exact } from "../shared/format.js";
import { boardName } from "./board-words.js";
import { boardPath } from "./live-paths.js";

const COUNT_PAUSE_MS = 15_000;
const FILTER_FROM = 9;

/**
 * Makes the list in its place of the document.
 * @param {Object} page
 * @param {() => void} create asks for a new board
 */
export function boardList(page, create) {
  const place = document.querySelector("#boards");
  const list = element("ul");
  const filter = element("input", {
    type: "search", placeholder: "Find a board", "aria-label": "Find a board", autocomplete: "off",
    spellcheck: "false", dir: "auto", hidden: true, oninput: filterItems,
  });
  const add = element("button",
    { type: "button", class: "button boards-add", hidden: true, onclick: create }, "New board");
  place.append(element("h2", { class: "boards-title" }, "Boards"), filter, list, add);
  const items = new Map();
  const seen = new IntersectionObserver(look, { root: list });

  /** Shows the boards; the one of the address is marked. */
  function update() {
    const { boards, address } = page;
    const { manages } = page.access;
    for (const [id, item] of items) if (!boards.some((board) => board.id === id)) drop(id, item);
    boards.forEach((board, index) => {
      const item = items.get(board.id) ?? make(board);
      item.name.textContent = boardName(board);
      item.link.title = board.id;
      if (board.id === address.board) item.link.setAttribute("aria-current", "page");
      else item.link.removeAttribute("aria-current");
      if (list.children[index] !== item.element) {
        list.insertBefore(item.element, list.children[index] ?? null);
      }
    });
    filter.hidden = boards.length < FILTER_FROM;
    add.hidden = !manages;
    place.hidden = boards.length === 0 && !manages;
    filterItems();
  }

  function make(board) {
    const name = element("bdi", { dir: "auto" });
    const count = element("span", { class: "boards-count" });
    const link = element("a", { href: page.linkToBoard(board.id) }, name, count);
    const item = { element: element("li", { "data-board": board.id }, link), link, name, count };
    items.set(board.id, item);
    seen.observe(item.element);
    return item;
  }

  function drop(id, item) {
    seen.unobserve(item.element);
    item.element.remove();
    items.delete(id);
  }

  function filterItems() {
    const text = filter.hidden ? "" : filter.value.trim().toLowerCase();
    for (const [id, { element: item, name }] of items) {
      item.hidden = !`${id} ${name.textContent}`.toLowerCase().includes(text);
    }
  }

  /** Shows how many players a board has. */
  function count(id, total) {
    const item = items.get(id);
    if (!item || item.total === total) return;
    item.total = total;
    item.count.replaceChildren(
      element("span", { "aria-hidden": "true" }, compact(total)),
      hiddenText(`, ${exact(total)} ${total === 1 ? "player" : "players"}`));
  }

  function look(changes) {
    for (const { target, isIntersecting } of changes) {
      const item = items.get(target.dataset.board);
      if (item) item.isSeen = isIntersecting;
    }
    countSeen();
  }

  /** Asks for the players of the boards in sight, one after another. */
  async function countSeen() {
    for (const [id, item] of items) {
      const isDue = item.isSeen && !(Date.now() - item.countedAt < COUNT_PAUSE_MS);
      const isLive = id === page.address.board && page.address.period === null;
      if (!isDue || isLive || document.hidden) continue;
      item.countedAt = Date.now();
      try {
        const { meta } = await get(boardPath(id, ["top"], { limit: 1 }));
        count(id, meta.total_players);
      } catch {
        // The count is missing until the next round.
      }
    }
  }

  setInterval(countSeen, COUNT_PAUSE_MS);
  return { update, count };
}
