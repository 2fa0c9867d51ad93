// Sends a file and reports the progress.

/**
 * @typedef {Object} UploadAnswer
 * @property {number} status 0 if the server cannot be reached
 * @property {Object} body
 * @property {?string} retryAfter seconds
 */

/**
 * Sends a file.
 * @param {File} file
 * @param {{kingdom: ?string, date: ?string}} place a part is null if the file itself has it
 * @param {(share: number) => void} progress receives the sent share, from 0 to 1
 * @returns {Promise<UploadAnswer>}
 */
export function sendFile(file, { kingdom, date }, progress) {
  const query = new URLSearchParams({ file: file.name });
  if (kingdom) query.set("kingdom", kingdom);
  if (date) query.set("date", date);
  const request = new XMLHttpRequest();
  request.open("POST", `/v1/uploads?${query}`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.addEventListener("progress", ({ loaded, total }) =>
    progress(total > 0 ? loaded / total : 1));
  return new Promise((resolve) => {
    const finish = () => resolve({
      status: request.status,
      body: parsed(request.responseText),
      retryAfter: request.getResponseHeader("Retry-After"),
    });
    request.addEventListener("load", finish);
    request.addEventListener("error", finish);
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
