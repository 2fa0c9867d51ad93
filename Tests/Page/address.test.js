import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../web/page/address.js";

const board = {
  view: "board", kingdom: null, metric: "dkp", date: null, search: null, around: null,
};

for (const [query, address] of [
  ["", board],
  ["?kingdom=51&metric=power&date=2026-01-26", {
    ...board, kingdom: "51", metric: "power", date: "2026-01-26",
  }],
  ["?search=%C3%84%20b&around=42", { ...board, search: "Ä b", around: "42" }],
  ["?view=gains&from=2026-01-14&to=2026-01-26&weights=t4:10,t5:20", {
    view: "gains", kingdom: null, metric: "dkp", from: "2026-01-14", to: "2026-01-26",
    weights: "t4:10,t5:20",
  }],
  ["?view=player&player=7&with=8", {
    view: "player", kingdom: null, metric: "dkp", date: null, player: "7", with: "8",
  }],
  ["?view=uploads&upload=2026-01-26/20260127T081500Z", {
    view: "uploads", kingdom: null, upload: "2026-01-26/20260127T081500Z",
  }],
]) {
  test(`the query "${query}" is parsed`, () => {
    assert.deepEqual(parseAddress(query), address);
  });
}

for (const query of [
  "?kingdom=0", "?kingdom=-1", "?kingdom=12345678", "?kingdom=51a", "?metric=gold",
  "?metric=toString", "?date=2026-1-6", "?date=today", "?around=0", "?around=123456789012",
  `?search=${"a".repeat(101)}`, "?view=toString", "?view=secret", "?unknown=1", "?upload=..",
  "?from=2026-01-14",
]) {
  test(`an invalid value is ignored: ${query.slice(0, 40)}`, () => {
    assert.deepEqual(parseAddress(query), board);
  });
}

for (const [name, text] of [
  ["kingdom", "1"], ["kingdom", "10"], ["kingdom", "9999999"], ["around", "1"],
  ["around", "10000000000"], ["search", "a".repeat(100)],
]) {
  test(`the ${name} ${text.slice(0, 20)} is valid`, () => {
    assert.equal(parseAddress(`?${name}=${text}`)[name], text);
  });
}

for (const [weights, expected] of [
  ["1", "1"],
  ["t4:10", "t4:10"], ["T4:10", null], ["t4:10;", null], ["a".repeat(100), "a".repeat(100)],
  ["a".repeat(101), null],
]) {
  test(`the weights "${weights.slice(0, 10)}" of ${weights.length} characters are checked`, () => {
    assert.equal(parseAddress(`?view=gains&weights=${weights}`).weights, expected);
  });
}

for (const [address, link] of [
  [board, "/"],
  [{ ...board, kingdom: "51" }, "/?kingdom=51"],
  [{ ...board, metric: "kill_points" }, "/?metric=kill_points"],
  [{ ...board, search: "a&b=c" }, "/?search=a%26b%3Dc"],
  [{ view: "gains", kingdom: "51", metric: "dkp", weights: "t4:10,deaths:40" },
    "/?kingdom=51&view=gains&weights=t4:10,deaths:40"],
  [{ view: "uploads", kingdom: "51", upload: "2026-01-26/20260127T081500Z" },
    "/?kingdom=51&view=uploads&upload=2026-01-26/20260127T081500Z"],
]) {
  test(`an address is formatted as ${link}`, () => {
    assert.equal(formatAddress(address), link);
  });
}

test("parameters of another view are not part of the link", () => {
  assert.equal(formatAddress({ ...board, view: "uploads", date: "2026-01-26" }), "/?view=uploads");
});
