// The dialog of uploads: the progress, the question for a missing kingdom or date, the report.

import { dialog } from "../shared/dialog.js";
import { element } from "../shared/element.js";
import { percent } from "../shared/format.js";
import { icon } from "../shared/icons.js";
import { createReport } from "./report.js";
import { uploadOutcome } from "./upload-outcome.js";
import { placeForm } from "./upload-place.js";
import { sendFile } from "./upload-request.js";
import { needStyles } from "./views.js";

let open = null;

/** Uploads files one after the other, until the reader closes the dialog. */
export async function uploadFiles(files, page) {
  if (files.length === 0) return;
  await needStyles("shared/dialogs.css", "reports.css");
  open ??= openDialog();
  const { list, shown } = open;
  for (const file of files) {
    const part = element("section", { class: "upload" });
    list.append(part);
    await upload(file, { kingdom: null, date: null }, part, page);
    if (!shown.isConnected) return;
  }
}

function openDialog() {
  const list = element("div", { class: "uploads" });
  const shown = dialog("Upload", list);
  shown.classList.add("dialog-wide");
  shown.addEventListener("close", () => (open = null));
  shown.showModal();
  return { list, shown };
}

async function upload(file, place, part, page) {
  const { bar, words } = showProgress(file, part);
  page.announce(`Uploading ${file.name}`);
  const answer = await sendFile(file, place, (share) => {
    bar.value = share;
    words.textContent = share < 1 ? `${percent(share)} sent` : "Being checked…";
  });
  await finish(answer, file, place, part, page);
}

function showProgress(file, part) {
  const bar = element("progress", { max: "1", value: "0", "aria-label": `Upload of ${file.name}` });
  const words = element("p", { class: "muted" }, "Starting…");
  part.replaceChildren(name(file), bar, words);
  return { bar, words };
}

function finish(answer, file, place, part, page) {
  const { body } = answer;
  const { kind, reason, canRetry } = uploadOutcome(answer, place);
  const again = (where) => upload(file, where, part, page);
  if (kind === "report") return showReport(body.report, file, part, page);
  if (kind === "question") return askPlace(body, file, place, part, page, again);
  part.replaceChildren(name(file), rejection(`Not uploaded: ${reason}`),
    canRetry ? element("p", { class: "actions" },
      element("button", { type: "button", class: "button", onclick: () => again(place) },
        "Try again"))
      : element("p", {}, "Correct the file or its name, then upload it again."));
  page.announce("Not uploaded");
}

/** Asks for a file's kingdom and date. Resolves when the upload that follows is finished. */
function askPlace(problem, file, place, part, page, again) {
  return new Promise((resolve) => {
    const form = placeForm(problem, place, page, (where) => resolve(again(where)));
    part.replaceChildren(name(file),
      problem.code === "place_contradicted" ? rejection(problem.detail)
        : element("p", {}, "The file does not state its kingdom and date."),
      form);
    form.querySelector("input").focus();
    open?.shown.addEventListener("close", () => resolve());
  });
}

function showReport(report, file, part, page) {
  const isAccepted = report.status === "accepted";
  const kingdom = String(report.kingdom);
  const board = page.link({ view: "board", kingdom, metric: page.address.metric ?? "dkp",
    date: isAccepted ? report.date : null, search: null, around: null });
  const heading = element("h3", { tabindex: "-1" }, element("bdi", { dir: "auto" }, file.name));
  part.replaceChildren(heading, createReport(report, page),
    isAccepted ? element("p", { class: "actions" },
      element("a", { class: "button button-strong", href: board }, "Show the board")) : "");
  part.addEventListener("click", (event) => event.target.closest("a[href]") && open?.shown.close());
  heading.focus();
  page.announce(isAccepted ? "Accepted" : "Refused");
  if (isAccepted) page.refresh().catch(() => {});
}

function name(file) {
  return element("h3", {}, element("bdi", { dir: "auto" }, file.name));
}

function rejection(text) {
  return element("p", { class: "verdict verdict-refused", dir: "auto" }, icon("alert"), text);
}
