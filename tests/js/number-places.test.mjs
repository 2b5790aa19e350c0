import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseSpots } from "../../static/js/number-places.js";

const ring = 10;
/** @param {{x: number, y: number, ring: number}[]} points */
const whereOf = (points) => chooseSpots(points, points).map(({ dx, dy }, index) => ({ x: points[index].x + dx, y: points[index].y + dy }));
const apart = (/** @type {{x: number, y: number}} */ a, /** @type {{x: number, y: number}} */ b) => Math.hypot(a.x - b.x, a.y - b.y);

test("a number alone stands near, above to the right", () => {
  const [spot] = chooseSpots([{ x: 5, y: 5, ring }], [{ x: 5, y: 5, ring }]);
  assert.ok(spot.dx > 0 && spot.dy < 0);
  assert.ok(spot.isFree && !spot.isFar);
});

test("numbers of neighbours stand on no X and on no other number", () => {
  for (const gap of [14, 20, 26]) {
    const points = [0, 1, 2, 3].map((step) => ({ x: step * gap, y: (step % 2) * 6, ring }));
    const numbers = whereOf(points);
    for (const [index, number] of numbers.entries()) {
      for (const point of points) assert.ok(apart(number, point) >= 17.5, `gap ${gap}, number ${index}`);
      for (const other of numbers.slice(index + 1)) assert.ok(apart(number, other) >= 15, `gap ${gap}`);
    }
  }
});

test("where every near side is taken the number goes farther, with a leader", () => {
  const around = [...Array(8).keys()].map((n) => ({ x: 16 * Math.cos((n * Math.PI) / 4), y: 16 * Math.sin((n * Math.PI) / 4), ring }));
  const [spot] = chooseSpots([{ x: 0, y: 0, ring }], [{ x: 0, y: 0, ring }, ...around]);
  assert.ok(spot.isFar);
});

test("a number that finds no room says so", () => {
  const crowd = [...Array(40).keys()].flatMap((x) => [...Array(40).keys()].map((y) => ({ x: 4 * x - 80, y: 4 * y - 80, ring })));
  assert.equal(chooseSpots([{ x: 0, y: 0, ring }], crowd)[0].isFree, false);
});
