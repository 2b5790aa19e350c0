// @ts-check
/**
 * Where all trigger points are, per view, and which of them is near a point. Pure.
 */

/** @typedef {{key: string, x: number, y: number}} Place a trigger point and side, and where its X is (mm) */

/**
 * Read places by trigger point and side into places by view.
 * @param {Record<string, string>} points `{"temporalis-2:left": "head-left:12.3,45.6 left:1,2"}`
 * @returns {Map<string, Place[]>}
 */
export function readPlaces(points) {
  /** @type {Map<string, Place[]>} */
  const views = new Map();
  for (const [key, text] of Object.entries(points)) {
    for (const [, view, x, y] of text.matchAll(/([a-z-]+):(-?[\d.]+),(-?[\d.]+)/g)) {
      const place = { key, x: Number(x), y: Number(y) };
      const places = views.get(view);
      if (places) places.push(place);
      else views.set(view, [place]);
    }
  }
  return views;
}

/**
 * Give the place nearest to a point.
 * @param {readonly Place[]} places
 * @param {{x: number, y: number}} at
 * @param {number} [reach_mm] nothing farther than this
 * @returns {Place | null}
 */
export function nearest(places, at, reach_mm = Infinity) {
  let found = null;
  let least = reach_mm;
  for (const place of places) {
    const distance = Math.hypot(place.x - at.x, place.y - at.y);
    if (distance > least) continue;
    found = place;
    least = distance;
  }
  return found;
}
