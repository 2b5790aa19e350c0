import assert from "node:assert/strict";
import { test } from "node:test";

import { add, cycle, equal, formatMark, NO_MARKS, parseMark, remove, splitKey } from "../../static/js/marks.js";

test("a place goes from unmarked to marked to main and back", () => {
  const once = cycle(NO_MARKS, "temple:left");
  const twice = cycle(once, "temple:left");
  assert.deepEqual([...once], [["temple:left", "also"]]);
  assert.deepEqual([...twice], [["temple:left", "main"]]);
  assert.equal(cycle(twice, "temple:left").size, 0);
});

test("marking leaves the earlier marks alone", () => {
  const before = cycle(NO_MARKS, "temple:left");
  cycle(before, "temple:left");
  add(before, ["cheek:left"]);
  remove(before, ["temple:left"]);
  assert.deepEqual([...before], [["temple:left", "also"]]);
});

test("painting over a main pain keeps it main", () => {
  const main = new Map([["temple:left", "main"]]);
  assert.deepEqual([...add(main, ["temple:left", "cheek:left"])], [["temple:left", "main"], ["cheek:left", "also"]]);
});

test("a mark is read as it is written", () => {
  for (const [text, key, weight] of [
    ["temple:left", "temple:left", "also"],
    ["temple:right!", "temple:right", "main"],
    ["sternum", "sternum:midline", "also"],
    ["toe-1-top:left!", "toe-1-top:left", "main"],
  ]) {
    assert.deepEqual(parseMark(text), { key, weight });
    assert.equal(formatMark(key, weight), text);
  }
});

test("what is no mark is refused", () => {
  for (const text of ["", "!", "temple:up", "temple:left:right", "<b>", "temple left", "-a", "a--b", "temple:left!!"]) {
    assert.equal(parseMark(text), null, text);
  }
});

test("a key splits at its last colon", () => {
  assert.deepEqual(splitKey("temple:left"), { zone: "temple", side: "left" });
});

test("sets of marks are equal whatever their order, and differ by weight", () => {
  const one = new Map([["a:left", "also"], ["b:left", "main"]]);
  assert.ok(equal(one, new Map([["b:left", "main"], ["a:left", "also"]])));
  assert.ok(!equal(one, new Map([["b:left", "also"], ["a:left", "also"]])));
  assert.ok(!equal(one, new Map([["b:left", "main"]])));
});
