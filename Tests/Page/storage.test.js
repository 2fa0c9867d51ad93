import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { myPlayer, remember, remembered, setMyPlayer } from "../../web/shared/storage.js";

/** Puts a storage in the place of the browser's. */
function use(storage) {
  Object.defineProperty(globalThis, "localStorage", { ...storage, configurable: true });
}

/** A storage in memory; gives its content. */
function useMemory() {
  const texts = new Map();
  use({
    value: {
      getItem: (name) => texts.get(name) ?? null,
      setItem: (name, text) => texts.set(name, text),
      removeItem: (name) => texts.delete(name),
    },
  });
  return texts;
}

afterEach(() => delete globalThis.localStorage);

test("a text is stored under the product's name, and null deletes it", () => {
  const texts = useMemory();
  remember("theme", "dark");
  assert.deepEqual([...texts], [["standings.theme", "dark"]]);
  assert.equal(remembered("theme"), "dark");
  remember("theme", null);
  assert.equal(remembered("theme"), null);
  assert.equal(texts.size, 0);
});

test("each kingdom has its own player", () => {
  const texts = useMemory();
  setMyPlayer("51", 7);
  setMyPlayer("77", "8");
  assert.deepEqual([myPlayer("51"), myPlayer("77"), myPlayer("99")], ["7", "8", null]);
  assert.deepEqual([...texts.keys()], ["standings.player.51", "standings.player.77"]);
  setMyPlayer("51", null);
  assert.deepEqual([myPlayer("51"), myPlayer("77")], [null, "8"]);
});

test("a browser that refuses storage stores nothing", () => {
  use({
    get() {
      throw new DOMException("denied", "SecurityError");
    },
  });
  remember("theme", "dark");
  setMyPlayer("51", 7);
  assert.deepEqual([remembered("theme"), myPlayer("51")], [null, null]);
});
