import assert from "node:assert/strict";
import { test } from "node:test";

import { drawingOf, muscleOf } from "../../static/js/muscle-sides.js";

test("a trigger point's muscle is its id without the number", () => {
  assert.deepEqual(muscleOf("trapezius-upper-12:left"), { muscle: "trapezius-upper", side: "left" });
  assert.deepEqual(muscleOf("temporalis-2:right"), { muscle: "temporalis", side: "right" });
});

test("a view of both sides shows the left as drawn and the right mirrored", () => {
  for (const view of ["front", "back", "head-front", "feet-sole", "leg-inner"]) {
    assert.deepEqual(drawingOf(view, "left"), { drawing: view, isMirrored: false });
    assert.deepEqual(drawingOf(view, "right"), { drawing: view, isMirrored: true });
  }
});

test("a view from the right shows the left one's drawing, mirrored, for the right alone", () => {
  for (const [view, drawing] of [["right", "left"], ["right-flank", "left-flank"], ["head-right", "head-left"]]) {
    assert.deepEqual(drawingOf(view, "right"), { drawing, isMirrored: true });
    assert.equal(drawingOf(view, "left"), null);
    assert.deepEqual(drawingOf(drawing, "left"), { drawing, isMirrored: false });
    assert.equal(drawingOf(drawing, "right"), null);
  }
});
