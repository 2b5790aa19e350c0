import assert from "node:assert/strict";
import { test } from "node:test";

import { DOUBLE_MS, IDLE, step } from "../../static/js/gestures.js";

/** Play events `[kind, x, y, changes]` and give all that they led to. */
function play(events, { type = "mouse", place = "temple:left", paints = null } = {}) {
  let state = IDLE;
  let time_ms = 0;
  const done = [];
  for (const [kind, x = 0, y = 0, changes = {}] of events) {
    time_ms += 20;
    const event = { kind, id: 1, x, y, time_ms, type, place, moves: false, ...changes };
    time_ms = event.time_ms;
    const next = step(state, event, { paints });
    state = next.state;
    done.push(...next.intents);
  }
  return { state, done, names: done.map((intent) => intent.do) };
}

test("a press that does not move is a tap where it began", () => {
  const { done, state } = play([["down", 50, 60], ["move", 52, 61], ["up", 52, 61]]);
  assert.deepEqual(done, [{ do: "tap", x: 50, y: 60 }]);
  assert.equal(state.phase, "idle");
});

test("a mouse drag that starts on a place paints from where it started", () => {
  const { done } = play([["down", 50, 60], ["move", 57, 60], ["move", 70, 60], ["up", 70, 60]]);
  assert.deepEqual(done, [
    { do: "paint", x: 50, y: 60 },
    { do: "paint", x: 57, y: 60 },
    { do: "paint", x: 70, y: 60 },
    { do: "paint-end" },
  ]);
});

test("a mouse drag that starts beside the body moves the picture", () => {
  const { done } = play([["down", 0, 0], ["move", 10, 4], ["move", 15, 4], ["up", 15, 4]], { place: null });
  assert.deepEqual(done, [{ do: "pan", dx: 10, dy: 4 }, { do: "pan", dx: 5, dy: 0 }]);
});

test("the middle button and the space bar move the picture even over a place", () => {
  const { names } = play([["down", 0, 0, { moves: true }], ["move", 1, 0], ["up", 1, 0]]);
  assert.deepEqual(names, ["pan"]);
});

test("one finger moves the picture, after more slop than a mouse", () => {
  assert.deepEqual(play([["down"], ["move", 7, 0], ["up", 7, 0]], { type: "touch" }).names, ["tap"]);
  assert.deepEqual(play([["down"], ["move", 17, 0], ["up", 17, 0]], { type: "touch" }).names, ["pan"]);
});

test("a finger that rests on a place paints", () => {
  const { names } = play([["down"], ["hold"], ["move", 5, 0], ["up", 5, 0]], { type: "touch" });
  assert.deepEqual(names, ["paint", "paint", "paint-end"]);
});

test("a finger that rests beside the body waits for what follows", () => {
  const { names } = play([["down"], ["hold"], ["move", 30, 0], ["up", 30, 0]], { type: "touch", place: null });
  assert.deepEqual(names, ["pan"]);
});

test("the paint switch overrules: on for a finger, off for the mouse", () => {
  const drag = [["down"], ["move", 30, 0], ["up", 30, 0]];
  assert.deepEqual(play(drag, { type: "touch", paints: true }).names, ["paint", "paint", "paint-end"]);
  assert.deepEqual(play(drag, { paints: false }).names, ["pan"]);
});

test("two fingers zoom about their middle and never tap", () => {
  const { done, state } = play(
    [
      ["down", 0, 0, { id: 1 }],
      ["down", 100, 0, { id: 2 }],
      ["move", 200, 0, { id: 2 }],
      ["up", 200, 0, { id: 2 }],
      ["up", 0, 0, { id: 1 }],
    ],
    { type: "touch" },
  );
  assert.deepEqual(done, [
    { do: "pan", dx: 50, dy: 0 },
    { do: "zoom", factor: 2, x: 100, y: 0 },
  ]);
  assert.equal(state.phase, "idle");
});

test("a second finger ends painting instead of losing it", () => {
  const { names } = play([["down"], ["hold"], ["down", 90, 0, { id: 2 }]], { type: "touch" });
  assert.deepEqual(names, ["paint", "paint-end"]);
});

test("a cancelled painting is taken back, a cancelled press is nothing", () => {
  assert.deepEqual(play([["down"], ["move", 9, 0], ["cancel", 9, 0]]).names, ["paint", "paint", "paint-cancel"]);
  assert.deepEqual(play([["down"], ["cancel"]]).names, []);
});

test("a second quick tap of a finger is a double tap; a slow or distant one is not", () => {
  const tap = (x, time_ms) => [["down", x, 0, { time_ms }], ["up", x, 0, { time_ms: time_ms + 5 }]];
  const touch = { type: "touch" };
  assert.deepEqual(play([...tap(0, 0), ...tap(4, 100)], touch).names, ["tap", "double-tap"]);
  assert.deepEqual(play([...tap(0, 0), ...tap(4, DOUBLE_MS + 50)], touch).names, ["tap", "tap"]);
  assert.deepEqual(play([...tap(0, 0), ...tap(80, 100)], touch).names, ["tap", "tap"]);
  assert.deepEqual(play([...tap(0, 0), ...tap(0, 100), ...tap(0, 200)], touch).names, ["tap", "double-tap", "tap"]);
});

test("two quick taps on neighbouring places are two taps", () => {
  const tap = (x, time_ms, place) => [["down", x, 0, { time_ms, place }], ["up", x, 0, { time_ms: time_ms + 5 }]];
  const touch = { type: "touch" };
  assert.deepEqual(play([...tap(0, 0, "temple:left"), ...tap(10, 100, "eyebrow:left")], touch).names, ["tap", "tap"]);
  assert.deepEqual(play([...tap(0, 0, "temple:left"), ...tap(26, 100, "temple:left")], touch).names, ["tap", "tap"]);
  assert.deepEqual(play([...tap(0, 0, null), ...tap(10, 100, null)], touch).names, ["tap", "double-tap"]);
});

test("quick clicks of a mouse on a place each count; beside the body a double click zooms", () => {
  const click = [["down"], ["up"]];
  assert.deepEqual(play([...click, ...click]).names, ["tap", "tap"]);
  assert.deepEqual(play([...click, ...click], { place: null }).names, ["tap", "double-tap"]);
});

test("events of a pointer that never came down are ignored", () => {
  assert.deepEqual(play([["move", 5, 5], ["up", 5, 5], ["hold"]]), { state: IDLE, done: [], names: [] });
});
