// @ts-check
/**
 * The few SVG shapes that the page itself draws: the X of a trigger point, a pin's reach; and boxes.
 */

const SVG = "http://www.w3.org/2000/svg";
const HALF_X_PX = 5;

/** @typedef {import("./transform.js").Box} Box */

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
 * @param {string} [letter] tells it from another one
 */
export function drawPoint({ x, y }, letter) {
  const half = HALF_X_PX;
  const ring = shape("circle", { class: "point-halo", r: 2 * half });
  const cross = shape("path", { class: "point-mark", d: `M-${half}-${half} ${half} ${half}M${half}-${half}-${half} ${half}` });
  const words = letter ? [shape("text", { class: "point-letter", x: 3 * half, y: half }, letter)] : [];
  const body = shape("g", { class: "point-body" }, ring, cross, ...words);
  return shape("g", { class: "point", transform: `translate(${x} ${y})` }, body);
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
