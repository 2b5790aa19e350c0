import assert from "node:assert/strict";
import { test } from "node:test";

import { placeWords } from "../../static/js/pin-labels.js";

const SEEN = { left: -200, right: 200 };

test("words stand outward where there is room", () => {
  assert.equal(placeWords(0, 10, false, SEEN, 1).anchor, "start");
  assert.equal(placeWords(0, 10, true, SEEN, 1).anchor, "end");
});

test("words that would run out of sight stand on the other side", () => {
  assert.equal(placeWords(150, 20, false, SEEN, 1).anchor, "end");
  assert.equal(placeWords(-150, 20, true, SEEN, 1).anchor, "start");
});

test("words too long for either side stand above the dot, and inside", () => {
  const { anchor, dx, dy } = placeWords(60, 40, false, SEEN, 1);
  assert.equal(anchor, "middle");
  assert.ok(dy < 0);
  assert.ok(60 + dx + (40 * 7.2) / 2 <= 200 + 1e-9);
});

test("coming closer makes room", () => {
  assert.equal(placeWords(150, 20, false, SEEN, 0.2).anchor, "start");
});
