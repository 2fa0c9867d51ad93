import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => readFileSync(new URL(`../../web/page/${name}`, import.meta.url), "utf8");

/** A module's static imports, and theirs in turn. */
function imported(name, found = new Set()) {
  for (const [, other] of read(name).matchAll(/^(?:import|\}) .*from "\.\/([^"]+)";$/gm)) {
    if (found.has(other)) continue;
    found.add(other);
    imported(other, found);
  }
  return found;
}

test("the document preloads every module of the first view, and no other", () => {
  const preloaded = [...read("index.html").matchAll(/rel="modulepreload" href="\/([^"]+)"/g)];
  const needed = new Set(["board-view.js", ...imported("app.js"), ...imported("board-view.js")]);
  assert.deepEqual(preloaded.map(([, name]) => name), [...needed].sort());
});
