import assert from "node:assert/strict";
import { test } from "node:test";

import * as transform from "../../static/js/transform.js";

/** A body of 1000 x 1700 mm in a frame of 500 x 850 px: half a pixel per mm, less the margin. */
const HOME = { x: -500, y: 0, width: 1000, height: 1700 };
const NO_INSET = { left: 0, top: 0, right: 0, bottom: 0 };
const FRAME = { width: 500, height: 850, inset: NO_INSET };
const whole = transform.fit(HOME, FRAME);

const near = (actual, expected, tolerance = 1e-6) => assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test("a picture that fits is seen whole and centred, with a margin", () => {
  near(whole.scale, 0.48);
  const seen = transform.seen(whole);
  assert.ok(seen.x < HOME.x && seen.y < HOME.y);
  near(seen.x + seen.width / 2, 0);
  near(seen.y + seen.height / 2, 850);
  near(transform.zoomLevel(whole), 1);
  assert.ok(transform.isWhole(whole));
});

test("zooming keeps the place under the pointer where it is", () => {
  const closer = transform.zoom(transform.zoom(whole, 3), 1.5);
  const at = { x: 300, y: 400 };
  const before = transform.toPicture(closer, at);
  const after = transform.toPicture(transform.zoom(closer, 1.3, at), at);
  near(after.x, before.x);
  near(after.y, before.y);
});

test("zooming in and out again comes back to the whole", () => {
  const back = transform.zoom(transform.zoom(whole, 4, { x: 10, y: 10 }), 1 / 4);
  assert.ok(transform.isWhole(back));
  near(back.x, whole.x);
  near(back.y, whole.y);
});

test("the scale stays between the whole and the closest look", () => {
  near(transform.zoom(whole, 0.01).scale, whole.scale);
  near(transform.zoom(whole, 1e9).scale, transform.MOST_SCALE);
  for (const factor of [0, -1, NaN, Infinity]) assert.equal(transform.zoom(whole, factor), whole);
});

test("a drag moves the picture with the finger", () => {
  const closer = transform.zoom(whole, 4);
  const moved = transform.pan(closer, 20, -10);
  const place = transform.toPicture(closer, { x: 250, y: 425 });
  const again = transform.toPicture(moved, { x: 270, y: 415 });
  near(again.x, place.x);
  near(again.y, place.y);
});

test("the picture cannot be dragged out of sight", () => {
  for (const [dx, dy] of [[1e6, 0], [-1e6, 0], [0, 1e6], [0, -1e6]]) {
    const seen = transform.seen(transform.pan(transform.zoom(whole, 5), dx, dy));
    assert.ok(seen.x < HOME.x + HOME.width && seen.x + seen.width > HOME.x);
    assert.ok(seen.y < HOME.y + HOME.height && seen.y + seen.height > HOME.y);
  }
});

test("transforms are values: nothing changes them", () => {
  assert.ok(Object.isFrozen(whole) && Object.isFrozen(transform.zoom(whole, 2)) && Object.isFrozen(transform.pan(whole, 1, 1)));
});

test("a new frame keeps the look: whole stays whole, close stays at its place", () => {
  const wide = { width: 900, height: 600, inset: NO_INSET };
  assert.ok(transform.isWhole(transform.resize(whole, wide)));
  const closer = transform.zoom(whole, 4, { x: 250, y: 200 });
  const resized = transform.resize(closer, wide);
  near(transform.zoomLevel(resized), 4);
  near(resized.y, closer.y);
});

test("turning the body over keeps height and closeness and mirrors the side", () => {
  const closer = transform.pan(transform.zoom(whole, 4), -100, 0);
  const turned = transform.turn(closer, HOME);
  near(turned.x, -closer.x);
  near(turned.y, closer.y);
  near(turned.scale, closer.scale);
  assert.ok(transform.isWhole(transform.turn(whole, HOME)));
});

test("the whole picture keeps clear of the rim, in the middle of what is left", () => {
  const framed = transform.fit(HOME, { width: 700, height: 950, inset: { left: 200, top: 100, right: 0, bottom: 0 } });
  near(framed.scale, whole.scale);
  const left = (HOME.x - transform.seen(framed).x) * framed.scale;
  const top = (HOME.y - transform.seen(framed).y) * framed.scale;
  near(left, 200 + (500 - 480) / 2);
  near(top, 100 + (850 - 816) / 2);
  const back = transform.zoom(transform.zoom(framed, 5, { x: 30, y: 900 }), 1 / 5);
  near(back.x, framed.x);
  near(back.y, framed.y);
});

test("turning over mirrors about the middle of what is clear", () => {
  const framed = transform.fit(HOME, { width: 700, height: 850, inset: { ...NO_INSET, left: 200 } });
  const closer = transform.zoom(framed, 4, { x: 450, y: 400 });
  const turned = transform.turn(closer, HOME);
  near(transform.toPicture(turned, { x: 450, y: 0 }).x, -transform.toPicture(closer, { x: 450, y: 0 }).x);
});

test("coming closer puts a small box into the middle with room around it, and no closer than makes sense", () => {
  const box = { x: 100, y: 200, width: 150, height: 400 };
  const closer = transform.approach(whole, box);
  near(closer.scale, (0.6 * FRAME.height) / 400);
  near(closer.x, 175);
  near(closer.y, 400);
  const dot = transform.approach(whole, { x: 100, y: 300, width: 0, height: 0 });
  near(transform.zoomLevel(dot), 3.5);
});

test("what is large already is shown whole", () => {
  const closer = transform.zoom(whole, 4);
  assert.ok(transform.isWhole(transform.approach(closer, { x: -400, y: 100, width: 700, height: 1400 })));
});

test("another body in the same place is seen as closely as the one before it", () => {
  const closer = transform.approach(whole, { x: 100, y: 300, width: 150, height: 200 });
  const home = { x: -480, y: 10, width: 960, height: 1650 };
  const kept = transform.keep(closer, home);
  near(kept.scale, closer.scale);
  near(kept.x, closer.x);
  near(kept.y, closer.y);
  assert.equal(kept.home, home);
  assert.ok(transform.isWhole(transform.keep(whole, home)));
});
