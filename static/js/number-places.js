// @ts-check
/**
 * Where the numbers of trigger points stand: beside their X on a side that is free, farther off with a thin leader where
 * others lie close. Pure; lengths are in pixels of the screen.
 */

/** Directions in the order in which they are tried: above to the right first, as on the plates. */
const WAYS = [[0.85, -0.6], [-0.85, -0.6], [0.85, 0.6], [-0.85, 0.6], [1, 0], [-1, 0], [0, -1], [0, 1]];
/** From the ring of an X to the middle of its number, and farther with a leader. */
const NEAR = 9;
const FAR = 24;
/** A number is about as high as this, two digits about as wide. */
const LETTER = 15;

/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point & {ring: number}} Mark an X or a dot, and how far it reaches */
/** @typedef {{dx: number, dy: number, isFar: boolean, isFree: boolean}} Spot from the X to the middle of its number */

/**
 * Choose a spot for each number.
 * @param {readonly Mark[]} numbered those that matter most first
 * @param {readonly Mark[]} all numbered or not
 * @returns {Spot[]} in the same order
 */
export function chooseSpots(numbered, all) {
  /** @type {Mark[]} */
  const taken = [];
  return numbered.map((from) => {
    let best = { dx: 0, dy: 0, isFar: false, isFree: false, room: -Infinity };
    for (const reach of [from.ring + NEAR, from.ring + FAR]) {
      for (const [x, y] of WAYS) {
        const [dx, dy] = [x * reach, y * reach];
        const at = { x: from.x + dx, y: from.y + dy };
        const room = Math.min(roomBeside(at, all), roomBeside(at, taken));
        if (room > best.room) best = { dx, dy, isFar: reach > from.ring + NEAR, isFree: room >= 0, room };
        if (best.isFree) break;
      }
      if (best.isFree) break;
    }
    taken.push({ x: from.x + best.dx, y: from.y + best.dy, ring: LETTER / 2 });
    const { dx, dy, isFar, isFree } = best;
    return { dx, dy, isFar, isFree };
  });
}

/**
 * @param {Point} at
 * @param {readonly Mark[]} others
 */
function roomBeside(at, others) {
  return others.reduce((least, { x, y, ring }) => Math.min(least, Math.hypot(x - at.x, y - at.y) - ring - LETTER / 2), Infinity);
}
