import assert from "node:assert/strict";
import { test } from "node:test";
import { kingdomPath } from "../../web/page/kingdom-path.js";
import { get, Rejection, Unreachable } from "../../web/shared/api.js";

/** Answers the requests of one test, in their order. */
function serve(context, ...answers) {
  const requests = [];
  context.mock.method(globalThis, "fetch", async (path, options) => {
    requests.push([path, options]);
    return answers[requests.length - 1]();
  });
  return requests;
}

const json = (body, { status = 200, tag } = {}) => () =>
  Response.json(body, { status, headers: tag ? { etag: tag } : {} });

for (const [query, path] of [
  [undefined, "/v1/kingdoms/51/snapshots"],
  [{}, "/v1/kingdoms/51/snapshots"],
  [{ date: null, search: undefined }, "/v1/kingdoms/51/snapshots"],
  [{ date: null, limit: 100, search: "a b&c" },
    "/v1/kingdoms/51/snapshots?limit=100&search=a+b%26c"],
]) {
  test(`the path with ${JSON.stringify(query)} is ${path}`, () => {
    assert.equal(kingdomPath("51", "snapshots", query), path);
  });
}

test("an answer with the same entity tag is the same object", async (context) => {
  const requests = serve(context,
    json({ n: 1 }, { tag: '"a"' }), json({ n: 1 }, { tag: '"a"' }), json({ n: 2 }, { tag: '"b"' }));
  const first = await get("/tagged");
  assert.deepEqual(first, { n: 1 });
  assert.equal(await get("/tagged"), first);
  assert.deepEqual(await get("/tagged"), { n: 2 });
  assert.deepEqual(requests.map(([, { cache }]) => cache), ["no-cache", "no-cache", "no-cache"]);
});

test("answers without entity tags are new objects", async (context) => {
  serve(context, json({ n: 1 }), json({ n: 1 }));
  assert.notEqual(await get("/untagged"), await get("/untagged"));
});

test("sixty answers are cached, and the oldest goes first", async (context) => {
  const answer = json({}, { tag: '"a"' });
  serve(context, ...Array.from({ length: 64 }, () => answer));
  const first = await get("/1");
  const second = await get("/2");
  for (let number = 3; number <= 60; number += 1) await get(`/${number}`);
  assert.equal(await get("/1"), first);
  await get("/61");
  assert.equal(await get("/2"), second);
  assert.notEqual(await get("/1"), first);
});

test("an error response is a rejection with its problem details", async (context) => {
  const problem = { code: "no_player", detail: "no player 7", title: "Not found" };
  serve(context, json(problem, { status: 404 }));
  const error = await get("/refused").catch((thrown) => thrown);
  assert.ok(error instanceof Rejection);
  assert.deepEqual([error.status, error.code, error.message, error.problem],
    [404, "no_player", "no player 7", problem]);
});

test("a rejection without problem details names the status", async (context) => {
  serve(context, () => new Response("<html>", { status: 500 }));
  const error = await get("/broken").catch((thrown) => thrown);
  assert.ok(error instanceof Rejection);
  assert.deepEqual([error.status, error.code, error.message],
    [500, null, "the server answered 500"]);
});

for (const status of [429, 502, 503, 504]) {
  test(`the status ${status} means that the server cannot answer now`, async (context) => {
    serve(context, json({}, { status }));
    await assert.rejects(get("/busy"), (error) =>
      error instanceof Unreachable && error.message.includes(String(status)));
  });
}

test("a failed connection means that the server is unreachable", async (context) => {
  serve(context, () => Promise.reject(new TypeError("Failed to fetch")));
  await assert.rejects(get("/away"), Unreachable);
});

test("an incomplete answer means that the server is unreachable", async (context) => {
  serve(context, () => new Response('{"n":', { status: 200 }));
  await assert.rejects(get("/half"), Unreachable);
});

test("an aborted request stays an AbortError", async (context) => {
  serve(context, () => Promise.reject(new DOMException("aborted", "AbortError")));
  await assert.rejects(get("/aborted"), { name: "AbortError" });
});
