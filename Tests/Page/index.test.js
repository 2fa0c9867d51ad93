import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../web/${path}`, import.meta.url), "utf8");

/** The paths of a module's static imports, and of theirs in turn. */
function imported(path, found = new Set()) {
  for (const [, other] of read(path).matchAll(/^(?:import|\}) .*from "([^"]+)";$/gm)) {
    const target = new URL(other, `file:///${path}`).pathname.slice(1);
    if (found.has(target)) continue;
    found.add(target);
    imported(target, found);
  }
  return found;
}

/** The path at which a module of `web/` is served. */
const served = (path) => path.replace(/^(page|live)\//, "");

for (const [document, entry, ...views] of [
  ["page/index.html", "page/app.js", "page/board-view.js"],
  ["live/live.html", "live/live-app.js"],
]) {
  test(`${document} preloads every module of the first view, and no other`, () => {
    const preloads = read(document).matchAll(/rel="modulepreload" href="\/([^"]+)"/g);
    const needed = new Set([...views, ...[entry, ...views].flatMap((path) => [...imported(path)])]);
    assert.deepEqual([...preloads].map(([, path]) => path), [...needed].map(served).sort());
  });
}
