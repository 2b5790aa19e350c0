// @ts-check
/**
 * What part of a picture is seen, as an immutable value without any DOM. A picture lives in millimetres (its home box);
 * the frame that shows it is in CSS pixels. `scale` is pixels per millimetre; the centre is in millimetres.
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Box in millimetres */
/** @typedef {{width: number, height: number}} Frame in pixels */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Transform
 * @property {Box} home the whole picture
 * @property {Frame} frame
 * @property {number} x centre of what is seen, in millimetres
 * @property {number} y
 * @property {number} scale pixels per millimetre
 */

/** Closest look: a fingertip, about 15 mm, then fills half a phone. */
export const MOST_SCALE = 12;
/** Space round the whole picture when it is seen as a whole, as a share of the frame. */
const MARGIN = 0.02;

/**
 * Show the whole picture in a frame.
 * @param {Box} home
 * @param {Frame} frame
 * @returns {Transform}
 */
export function fit(home, frame) {
  const x = home.x + home.width / 2;
  const y = home.y + home.height / 2;
  return Object.freeze({ home, frame, x, y, scale: fitScale(home, frame) });
}

/**
 * Tell how far in the picture is: 1 when seen as a whole.
 * @param {Transform} t
 */
export function zoomLevel(t) {
  return t.scale / fitScale(t.home, t.frame);
}

/**
 * Tell whether the whole picture is seen.
 * @param {Transform} t
 */
export function isWhole(t) {
  return zoomLevel(t) < 1.01;
}

/**
 * Zoom about a point of the frame, which keeps its place.
 * @param {Transform} t
 * @param {number} factor above 1 goes closer
 * @param {Point} [at] in pixels of the frame; its middle when left out
 * @returns {Transform}
 */
export function zoom(t, factor, at = { x: t.frame.width / 2, y: t.frame.height / 2 }) {
  if (!Number.isFinite(factor) || factor <= 0) return t;
  const kept = toPicture(t, at);
  const least = fitScale(t.home, t.frame);
  const scale = clamp(t.scale * factor, least, Math.max(least, MOST_SCALE));
  const x = kept.x - (at.x - t.frame.width / 2) / scale;
  const y = kept.y - (at.y - t.frame.height / 2) / scale;
  return settle({ ...t, x, y, scale });
}

/**
 * Move the picture with a drag.
 * @param {Transform} t
 * @param {number} dx how far the picture moves to the right, in pixels
 * @param {number} dy and down
 * @returns {Transform}
 */
export function pan(t, dx, dy) {
  return settle({ ...t, x: t.x - dx / t.scale, y: t.y - dy / t.scale });
}

/**
 * Keep looking at the same place when the frame changes its size.
 * @param {Transform} t
 * @param {Frame} frame
 * @returns {Transform}
 */
export function resize(t, frame) {
  if (isWhole(t)) return fit(t.home, frame);
  const scale = fitScale(t.home, frame) * zoomLevel(t);
  return settle({ ...t, frame, scale });
}

/**
 * Carry the look over to another picture of the same size and scale (front to back), seen from the other side.
 * @param {Transform} t
 * @param {Box} home of the other picture
 * @returns {Transform}
 */
export function turn(t, home) {
  if (isWhole(t)) return fit(home, t.frame);
  return settle({ ...t, home, x: 2 * (home.x + home.width / 2) - t.x });
}

/**
 * Give the box to put into `viewBox`.
 * @param {Transform} t
 * @returns {Box}
 */
export function seen(t) {
  const width = t.frame.width / t.scale;
  const height = t.frame.height / t.scale;
  return { x: t.x - width / 2, y: t.y - height / 2, width, height };
}

/**
 * Give the place in the picture under a point of the frame.
 * @param {Transform} t
 * @param {Point} at in pixels
 * @returns {Point} in millimetres
 */
export function toPicture(t, at) {
  return { x: t.x + (at.x - t.frame.width / 2) / t.scale, y: t.y + (at.y - t.frame.height / 2) / t.scale };
}

/**
 * @param {Box} home
 * @param {Frame} frame
 */
function fitScale(home, frame) {
  const room = 1 - 2 * MARGIN;
  return Math.max(room * Math.min(frame.width / home.width, frame.height / home.height), 1e-3);
}

/**
 * Keep the centre of the frame over the picture, and the picture in the middle where it is smaller than the frame.
 * @param {Transform} t
 * @returns {Transform}
 */
function settle(t) {
  const { home } = t;
  const x = slide(t.x, home.x, home.width, t.frame.width / t.scale);
  const y = slide(t.y, home.y, home.height, t.frame.height / t.scale);
  return Object.freeze({ ...t, x, y });
}

/**
 * @param {number} centre
 * @param {number} start
 * @param {number} length
 * @param {number} window
 */
function slide(centre, start, length, window) {
  if (window >= length) return start + length / 2;
  const reach = window / 2 - window * 0.15;
  return clamp(centre, start + reach, start + length - reach);
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
