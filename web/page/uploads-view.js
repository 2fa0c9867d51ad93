// The view of uploads: the list of them, or the report of one.

import { get } from "../shared/api.js";
import { element } from "../shared/element.js";
import { counted, exact, instant, mediumDate } from "../shared/format.js";
import { icon } from "../shared/icons.js";
import { kingdomPath } from "./kingdom-path.js";
import { createReport } from "./report.js";

const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/** Makes the view; `show` loads what an address names. */
export function createView(page) {
  const view = element("div", { class: "view view-uploads", "aria-busy": "true" }, head("Uploads",
    "Loading…"));
  let shown = null;
  let title = "Uploads";

  async function show(address, signal, { isRefresh = false } = {}) {
    view.setAttribute("aria-busy", "true");
    const path = address.upload ? kingdomPath(address.kingdom, `uploads/${address.upload}`)
      : kingdomPath(address.kingdom, "uploads", { limit: firstPageSize(history.state?.uploads) });
    const answer = await get(path, signal);
    view.setAttribute("aria-busy", "false");
    const offered = page.features.join();
    if (shown?.answer === answer && shown.path === path && shown.offered === offered) return;
    const isChanged = shown && shown.answer !== answer;
    const isOther = shown && shown.path !== path;
    shown = { answer, path, offered };
    if (address.upload) showReport(answer);
    else showList(answer, address);
    if (isOther && !isRefresh) view.querySelector("h1").focus({ preventScroll: true });
    if (isRefresh && isChanged) page.announce("The list of uploads was updated");
  }

  function showReport(report) {
    title = `Upload ${report.file}`;
    const back = element("a", { href: page.link({ upload: null }) }, "All uploads");
    view.replaceChildren(
      element("header", { class: "head" }, element("div", { class: "head-words" },
        element("p", { class: "back" }, back),
        element("h1", { tabindex: "-1" }, element("bdi", { dir: "auto" }, report.file)))),
      createReport(report, page));
  }

  function showList({ uploads, next_cursor: next }, address) {
    title = "Uploads";
    const hasUploads = page.features.includes("uploads");
    const body = element("tbody", {}, uploads.map(row));
    const more = element("button",
      { type: "button", class: "button button-more", hidden: !next, onclick: add }, "Show more");
    const choose = element("button",
      { type: "button", class: "button button-strong", "data-upload": true }, icon("upload"),
      "Choose a file");
    const sentence = hasUploads ? "Drop an export of player statistics anywhere on this page."
      : "The uploads of this kingdom and their problems.";
    view.replaceChildren(
      head("Uploads", sentence, hasUploads ? choose : null),
      uploads.length === 0
        ? element("p", { class: "notice" }, "Nothing was uploaded for this kingdom yet.")
        : table(body),
      more);

    async function add() {
      const path = kingdomPath(address.kingdom, "uploads", { limit: PAGE_SIZE, cursor: next });
      const answer = await get(path);
      next = answer.next_cursor;
      const rows = answer.uploads.map(row);
      body.append(...rows);
      history.replaceState({ ...history.state, uploads: body.children.length }, "");
      more.hidden = !next;
      rows[0]?.querySelector("a").focus();
    }
  }

  function row(upload) {
    const { rows, status } = upload;
    const report = page.link({ upload: `${upload.date}/${upload.run_ts}` });
    return element("tr", {},
      element("td", { class: "cell-date" }, mediumDate(upload.date)),
      element("th", { scope: "row", class: "cell-file" },
        element("a", { href: report, class: "player-link", title: upload.file },
          element("bdi", { dir: "auto" }, upload.file)),
        element("span", { class: "muted" }, instant(upload.uploaded_at))),
      element("td", { class: "cell-outcome" }, outcome(upload),
        upload.reason
          ? element("span", { class: "muted reason", dir: "auto" }, upload.reason) : null),
      element("td", { class: "cell-count" },
        status === "accepted" ? counted(rows.accepted, "player") : "—"),
      element("td", { class: "cell-count" },
        counted(upload.total_problems, "problem"),
        upload.suspicious > 0
          ? element("span", { class: "muted" }, `${exact(upload.suspicious)} suspicious`) : null));
  }

  return {
    element: view,
    show,
    title: () => `${title}, Kingdom ${page.address.kingdom}`,
    get hasContent() {
      return shown !== null;
    },
  };
}

/** The size of the first page: as long as when the reader left, up to a maximum. */
export function firstPageSize(shown = 0) {
  return Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, shown));
}

function head(title, about, action = null) {
  return element("header", { class: "head" }, element("div", { class: "head-words" },
    element("h1", { tabindex: "-1" }, title), element("p", { class: "about" }, about)), action);
}

function table(body) {
  const heads = [["Snapshot", "cell-date"], ["File", "cell-file"], ["Outcome", "cell-outcome"],
    ["Accepted", "cell-count"], ["Problems", "cell-count"]];
  return element("table", { class: "standings standings-uploads" },
    element("caption", { class: "visually-hidden" }, "Uploads, newest date first"),
    element("thead", {}, element("tr", {}, heads.map(([text, look]) =>
      element("th", { scope: "col", class: look }, text)))),
    body);
}

/** The outcome of an upload in words. */
export function outcomeText({ status, is_current: isCurrent }) {
  if (isCurrent) return "shown now";
  return status === "accepted" ? "accepted" : "refused";
}

function outcome(upload) {
  const isAccepted = upload.status === "accepted";
  return element("span", { class: isAccepted ? "outcome" : "outcome outcome-refused" },
    icon(isAccepted ? "check" : "alert"), outcomeText(upload));
}
