// Files for upload, dropped anywhere on the page or chosen. Starts if the server accepts uploads.

import { element } from "../shared/element.js";
import { icon } from "../shared/icons.js";

const KINDS = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.gz";
let isStarted = false;

/** Makes the page accept files. */
export function startUploads(page) {
  if (isStarted) return;
  isStarted = true;
  const field = element("input", { type: "file", multiple: true, accept: KINDS, hidden: true });
  const cover = element("div", { class: "drop-cover", hidden: true, "aria-hidden": "true" },
    element("p", {}, icon("upload"), "Drop the file to upload it"));
  document.body.append(field, cover);
  const button = document.querySelector("#upload");
  button.prepend(icon("upload"));
  button.hidden = false;

  field.addEventListener("change", () => {
    const files = [...field.files];
    field.value = "";
    take(files, page);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#upload, [data-upload]")) field.click();
  });
  listenForDrops(cover, (files) => take(files, page));
}

async function take(files, page) {
  const { uploadFiles } = await import("./upload-dialog.js");
  await uploadFiles(files, page);
}

function listenForDrops(cover, take) {
  let depth = 0;
  const show = (isShown) => (cover.hidden = !isShown);
  addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    show(true);
  });
  addEventListener("dragleave", (event) => {
    if (!hasFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) show(false);
  });
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    take([...event.dataTransfer.files]);
  });
}

const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files") ?? false;
