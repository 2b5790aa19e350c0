// @ts-check
/**
 * The few SVG shapes that the page itself draws: the X of a trigger point with its number, a pin's reach; and boxes.
 */

import { chooseSpots } from "./number-places.js";

const SVG = "http://www.w3.org/2000/svg";
const HALF_X_PX = 5;
/** Used while a picture has no scale yet: the style sheet's own. */
const MM_PER_PX = 1.6;

/** How far the ring of an X and a dot reach (px), and how much smaller an X is that is not looked at. */
const RING_PX = 2 * HALF_X_PX;
const DOT_PX = 5;
const BESIDE = 0.7;
/** From an X to the middle of the letter that tells it from a second one (px). */
const LETTER_PX = 20;

/** @typedef {import("./transform.js").Box} Box */
/** @typedef {import("./number-places.js").Mark & {place: Element}} Mark */

/**
 * Make an SVG element.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(Element | string)[]} content
 */
export function shape(name, attributes, ...content) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...content);
  return made;
}

/**
 * Draw a trigger point's X in its ring. Its size is in pixels: the style sheet scales it by `--mm-per-px`.
 * @param {{x: number, y: number}} place in mm
 * @param {string} number stands beside it; empty where its muscle has no other
 * @param {{letter?: string, isBeside?: boolean}} [look] `letter`: tells it from another one; `isBeside`: not looked at
 */
export function drawPoint({ x, y }, number, { letter, isBeside } = {}) {
  const half = HALF_X_PX;
  const ring = shape("circle", { class: "point-halo", r: 2 * half });
  const cross = shape("path", { class: "point-mark", d: `M-${half}-${half} ${half} ${half}M${half}-${half}-${half} ${half}` });
  const words = letter ? [shape("text", { class: "point-letter", x: 3 * half, y: half }, letter)] : [];
  const mark = isBeside ? [shape("g", { transform: `scale(${BESIDE})` }, ring, cross)] : [ring, cross];
  const body = shape("g", { class: "point-body" }, ...drawNumber(number), ...mark, ...words);
  const look = `point${number ? " numbered" : ""}${isBeside ? " is-beside" : ""}`;
  return shape("g", { class: look, transform: `translate(${x} ${y})` }, body);
}

/**
 * Draw a trigger point as one of all: a dot, with its number for when one comes near.
 * @param {{x: number, y: number}} place in mm
 * @param {string} number
 */
export function drawDot({ x, y }, number) {
  const body = shape("g", { class: "point-body" }, ...drawNumber(number));
  const look = `dot-place${number ? " numbered" : ""}`;
  const place = shape("g", { class: look, transform: `translate(${x} ${y})` }, body);
  return [shape("circle", { class: "dot", cx: x, cy: y }), place];
}

/** @param {string} number */
function drawNumber(number) {
  if (!number) return [];
  return [shape("path", { class: "point-leader" }), shape("text", { class: "point-number" }, number)];
}

/**
 * Draw the second of two compared patterns over the places: the first keeps the places' own textures.
 * @param {SVGElement} place
 * @param {string} level
 */
export function drawSecond(place, level) {
  const look = { class: `second second-${level}` };
  const dot = place.querySelector(".pin-dot");
  if (dot instanceof SVGCircleElement) {
    return shape("circle", { ...look, class: `${look.class} second-pin`, cx: dot.cx.baseVal.value, cy: dot.cy.baseVal.value });
  }
  const turned = place.getAttribute("transform");
  return shape("path", { ...look, d: place.getAttribute("d") ?? "", ...(turned ? { transform: turned } : {}) });
}

/**
 * Give a pin a reach that a finger can hit, and tie its words to the dot.
 * @param {Element} pin
 */
export function reachPin(pin) {
  const dot = pin.querySelector(".pin-dot");
  if (!(dot instanceof SVGCircleElement)) throw new Error("a pin of the picture has no dot");
  const [cx, cy] = [dot.cx.baseVal.value, dot.cy.baseVal.value];
  pin.prepend(shape("circle", { class: "pin-reach", cx, cy }));
  const label = pin.querySelector(".pin-label");
  if (!label) return;
  label.setAttribute("x", String(cx));
  label.setAttribute("y", String(cy));
}

/**
 * Give a place's box in the picture (mm). The right twin of a symmetric place is drawn mirrored, which the browser's own
 * box leaves out.
 * @param {SVGElement} place
 * @returns {Box}
 */
export function boxOf(place) {
  const own = place instanceof SVGGraphicsElement ? place.getBBox() : new DOMRect();
  const { width, height } = own;
  return { x: place.hasAttribute("transform") ? -own.x - width : own.x, y: own.y, width, height };
}

/**
 * Give the smallest box around boxes.
 * @param {readonly Box[]} boxes at least one
 * @returns {Box}
 */
export function boxAround(boxes) {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * Put all numbers of a picture in place.
 * @param {SVGSVGElement} svg
 */
export function placeNumbers(svg) {
  const mmPerPx = parseFloat(svg.style.getPropertyValue("--mm-per-px")) || MM_PER_PX;
  const isClose = svg.closest('[data-close="yes"]') !== null;
  const points = [...svg.querySelectorAll(".point")].map((place) => markOf(place, mmPerPx, RING_PX));
  const dots = [...svg.querySelectorAll(".dot-place")].map((place) => markOf(place, mmPerPx, DOT_PX));
  // A dot under an X is the same trigger point; the others tell their numbers when one has come near
  const isOther = /** @param {Mark} dot */ (dot) => !points.some(({ x, y }) => Math.hypot(x - dot.x, y - dot.y) < 1);
  for (const dot of dots) dot.place.classList.toggle("is-crowded", !isOther(dot));
  const told = [...points.reverse(), ...(isClose ? dots.filter(isOther) : [])];
  const numbered = told.filter(({ place }) => place.matches(".numbered"));
  const letters = points.filter(({ place }) => place.querySelector(".point-letter")).map((mark) => ({ ...mark, x: mark.x + LETTER_PX }));
  for (const [index, { dx, dy, isFar, isFree }] of chooseSpots(numbered, [...points, ...dots, ...letters]).entries()) {
    const { place } = numbered[index];
    const [leader, number] = place.querySelectorAll(".point-leader, .point-number");
    number.setAttribute("x", dx.toFixed(1));
    number.setAttribute("y", dy.toFixed(1));
    leader.setAttribute("d", isFar ? `M0 0L${(dx * 0.75).toFixed(1)} ${(dy * 0.75).toFixed(1)}` : "");
    if (!isFree) place.classList.add("is-crowded");
  }
}

/**
 * @param {Element} place
 * @param {number} mmPerPx
 * @param {number} ring
 * @returns {Mark}
 */
function markOf(place, mmPerPx, ring) {
  const { e, f } = /** @type {SVGGElement} */ (place).transform.baseVal.getItem(0).matrix;
  return { place, x: e / mmPerPx, y: f / mmPerPx, ring: place.matches(".is-beside") ? ring * BESIDE : ring };
}
