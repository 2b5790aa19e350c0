import assert from "node:assert/strict";
import { test } from "node:test";

import { createMarking } from "../../static/js/marking.js";

/** A page whose parts write down what they are told. */
function page({ isMarked = false, seen = ["temple:left"], size_px = 40 } = {}) {
  const told = [];
  const marks = new Map(isMarked ? [["temple:left", "main"]] : []);
  const marking = createMarking({
    session: {
      state: () => ({ marks, symptoms: [] }),
      cycle: (key) => marks.set(key, "also"),
      paint: (key) => !marks.has(key) && Boolean(marks.set(key, "also")),
      add: (keys) => keys.forEach((key) => marks.set(key, "also")),
      undo: () => isMarked,
      clear: () => marks.clear(),
    },
    form: { has: (key) => key.startsWith("temple"), label: () => "left temple", bestView: () => "head-left" },
    figure: { box: () => ({}), has: (key) => seen.includes(key), showHover() {}, showFocus() {} },
    stage: { sizeOnScreen: () => size_px },
    views: { open: async (view) => told.push(`open ${view}`) },
    offer: { propose: (words, view) => told.push(`${words} ${view}`), clear: () => told.push("no offer") },
    announcer: { flash: (words) => told.push(words), show: (words) => told.push(words) },
  });
  return { marking, told };
}

test("a tap marks and says so", () => {
  const { marking, told } = page();
  marking.tap("temple:left", false);
  assert.deepEqual(told, ["Left temple: marked", "no offer"]);
});

test("a finger on a small place is offered a closer view", () => {
  const { marking, told } = page({ size_px: 12 });
  marking.tap("temple:left", true);
  assert.deepEqual(told, ["Left temple: marked", "Closer head-left"]);
});

test("a place that the list does not have fails loudly", () => {
  assert.throws(() => page().marking.tap("nowhere:left", false), /nowhere:left/);
});

test("painting over a marked place says nothing again", () => {
  const { marking, told } = page({ isMarked: true });
  marking.paint("temple:left");
  assert.deepEqual(told, []);
});

test("the figure turns to an area that it does not show", () => {
  const { marking, told } = page({ seen: [] });
  marking.markAll(["temple:left"], "temple");
  assert.deepEqual(told, ["Marked: temple", "open head-left"]);
});

test("only what was taken back is said to be", () => {
  const { marking, told } = page();
  marking.undo();
  assert.deepEqual(told, []);
});
