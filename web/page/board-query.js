// The requests for a board.

const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1000;

/**
 * The query for the first page of a board. A whole board is as long as when the reader left it.
 * @param {{date: ?string, search: ?string, around: ?string}} address
 * @param {number} [shown] how many entries the history's state says were shown
 */
export function firstPageQuery({ date, search, around }, shown = 0) {
  const limit = search || around ? PAGE_SIZE
    : Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, shown));
  return { date, limit, search: around ? null : search, around, compare: "previous" };
}

/** The query for the page at a cursor. */
export function nextPageQuery(address, cursor) {
  return { ...firstPageQuery(address), around: null, limit: PAGE_SIZE, cursor };
}
