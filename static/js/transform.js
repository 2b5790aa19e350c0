// @ts-check
/**
 * What part of a picture is seen, as an immutable value without any DOM. A picture lives in millimetres (its home box);
 * the frame that shows it is in CSS pixels. `scale` is pixels per millimetre; the centre is in millimetres.
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Box in millimetres */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Inset */
/**
 * @typedef {object} Frame in pixels
 * @property {number} width
 * @property {number} height
 * @property {Inset} inset the rim on which words and buttons lie; the whole picture keeps clear of it
 */
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
/** Coming closer leaves room around what one looks at, for people to see where on the body it is. */
const APPROACH_SHARE = 0.6;
/** Closer than this one loses the body; less than that is not worth the movement (times the whole). */
const MOST_APPROACH = 3.5;
const LEAST_APPROACH = 1.35;

/**
 * Show the whole picture in a frame.
 * @param {Box} home
 * @param {Frame} frame
 * @returns {Transform}
 */
export function fit(home, frame) {
  return settle({ home, frame, x: 0, y: 0, scale: fitScale(home, frame) });
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
 * Come closer to a box of the picture, as far as it still fits with room around it; a box that is large enough already
 * leaves the look as it is.
 * @param {Transform} t
 * @param {Box} box in millimetres
 * @returns {Transform}
 */
export function approach(t, box) {
  const whole = fit(t.home, t.frame);
  const { left, top, right, bottom } = t.frame.inset;
  const across = (t.frame.width - left - right) / Math.max(box.width, 1);
  const along = (t.frame.height - top - bottom) / Math.max(box.height, 1);
  const wanted = Math.min(APPROACH_SHARE * Math.min(across, along), MOST_APPROACH * whole.scale);
  if (wanted < LEAST_APPROACH * whole.scale) return whole;
  const moved = { ...whole, scale: wanted };
  const x = box.x + box.width / 2 - shiftX(moved);
  const y = box.y + box.height / 2 - shiftY(moved);
  return settle({ ...moved, x, y });
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
  const middle = t.x + shiftX(t);
  return settle({ ...t, home, x: 2 * (home.x + home.width / 2) - middle - shiftX(t) });
}

/**
 * Keep the look while the picture gives way to one of another body in the same place.
 * @param {Transform} t
 * @param {Box} home of the other picture
 * @returns {Transform}
 */
export function keep(t, home) {
  return isWhole(t) ? fit(home, t.frame) : settle({ ...t, home });
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
  const { left, top, right, bottom } = frame.inset;
  const across = (frame.width - left - right) / home.width;
  const along = (frame.height - top - bottom) / home.height;
  return Math.max((1 - 2 * MARGIN) * Math.min(across, along), 1e-3);
}

/**
 * How far the middle of the clear part of the frame lies beside the middle of the frame, in millimetres.
 * @param {Transform} t
 */
const shiftX = ({ frame: { inset }, scale }) => (inset.left - inset.right) / 2 / scale;

/** @param {Transform} t */
const shiftY = ({ frame: { inset }, scale }) => (inset.top - inset.bottom) / 2 / scale;

/**
 * Keep the frame over the picture, and the picture in the middle of the clear part where it is smaller than that.
 * @param {Transform} t
 * @returns {Transform}
 */
function settle(t) {
  const { home, frame, scale } = t;
  const { left, top, right, bottom } = frame.inset;
  const [dx, dy] = [shiftX(t), shiftY(t)];
  const x = slide(t.x + dx, home.x, home.width, (frame.width - left - right) / scale) - dx;
  const y = slide(t.y + dy, home.y, home.height, (frame.height - top - bottom) / scale) - dy;
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
