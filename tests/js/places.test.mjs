import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest, readPlaces } from "../../static/js/places.js";

const PLACES = readPlaces({ "temporalis-2:left": "head-left:12.5,-45.6 left:1,2", "masseter-1:right": "left:3,4" });

test("places by point become places by view", () => {
  assert.deepEqual([...PLACES.keys()], ["head-left", "left"]);
  assert.deepEqual(PLACES.get("head-left"), [{ key: "temporalis-2:left", x: 12.5, y: -45.6 }]);
  assert.deepEqual(PLACES.get("left")?.map(({ key }) => key), ["temporalis-2:left", "masseter-1:right"]);
});

test("the nearest place is given, within reach", () => {
  const places = PLACES.get("left") ?? [];
  assert.equal(nearest(places, { x: 2.9, y: 4 })?.key, "masseter-1:right");
  assert.equal(nearest(places, { x: 0, y: 2 })?.key, "temporalis-2:left");
  assert.equal(nearest(places, { x: 0, y: 2 }, 0.5), null);
  assert.equal(nearest([], { x: 0, y: 0 }), null);
});
