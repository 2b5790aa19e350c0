import assert from "node:assert/strict";
import { test } from "node:test";

import { bestViewOf, isSeenIn, openViewOf, readPattern } from "../../static/js/patterns.js";

const DATA = {
  candidate: "temporalis-2:left",
  name: "Left temporalis",
  pattern: "temple:left:essential eyebrow:left:spillover",
  points: "head-left:12.5,-45.6 left:1,2",
  view: "head-left",
  patternViews: "head-front head-left left",
};
const has = (...keys) => (key) => keys.includes(key);

test("a candidate's attributes are read", () => {
  const pattern = readPattern(DATA);
  assert.deepEqual(pattern.zones, [{ key: "temple:left", level: "essential" }, { key: "eyebrow:left", level: "spillover" }]);
  assert.deepEqual(pattern.points.get("head-left"), { x: 12.5, y: -45.6 });
  assert.deepEqual(pattern.zoneViews, ["head-front", "head-left", "left"]);
});

test("a view says enough with the X or an essential zone, not with spillover alone", () => {
  const pattern = readPattern(DATA);
  assert.ok(isSeenIn(pattern, "left", has()));
  assert.ok(isSeenIn(pattern, "front", has("temple:left")));
  assert.ok(!isSeenIn(pattern, "front", has("eyebrow:left", "temple:right")));
});

test("where nothing is essential, spillover says enough", () => {
  const pattern = readPattern({ ...DATA, pattern: "eyebrow:left:spillover", points: "" });
  assert.ok(isSeenIn(pattern, "front", has("eyebrow:left")));
});

test("the best view is the first that shows zones and X together", () => {
  assert.equal(bestViewOf(readPattern(DATA)), "head-left");
  assert.equal(bestViewOf(readPattern({ ...DATA, points: "" })), "head-front");
  assert.equal(bestViewOf(readPattern({ ...DATA, patternViews: "" })), "head-left");
});

test("a view that shows marks and X comes first, even where the zones are seen better elsewhere", () => {
  const pattern = readPattern({ ...DATA, points: "head-left:1,2 front:3,4" });
  assert.equal(bestViewOf(pattern, ["back", "front"]), "front");
  assert.equal(bestViewOf(pattern, ["front", "head-left"]), "head-left");
  assert.equal(bestViewOf(pattern, ["back"]), "head-left");
});

test("damaged attributes fail loudly", () => {
  assert.throws(() => readPattern({ ...DATA, pattern: "temple:left" }), /temple:left/);
  assert.throws(() => readPattern({ ...DATA, points: "left:1" }), /left:1/);
});

test("a candidate without a picture has an empty pattern", () => {
  assert.deepEqual(readPattern({ candidate: "x", name: "X", pattern: "", points: "" }).zones, []);
});

test("a muscle lies open where its X is in a constructed view", () => {
  assert.equal(openViewOf(readPattern({ ...DATA, points: "head-left:1,2 jaw-open:3,4" })), "jaw-open");
  assert.equal(openViewOf(readPattern(DATA)), "");
});
