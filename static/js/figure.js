// @ts-check
/**
 * What is drawn on the picture: marks, the focused and hovered place, a pattern and its X. A second view of the form and
 * the answer; remembers what to draw so that it survives a change of view. Decides nothing.
 */

import { boxAround, boxOf, drawPoint, drawSecond, placeNumbers, reachPin, shape } from "./shapes.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./patterns.js").Pattern} Pattern */
/** @typedef {ReturnType<typeof createFigure>} Figure */

/**
 * Draw on pictures; the first one is adopted at once.
 * @param {SVGSVGElement} first
 */
export function createFigure(first) {
  /** @type {Map<string, SVGElement[]>} */
  let places = new Map();
  let svg = first;
  /** @type {WeakMap<SVGSVGElement, Map<string, SVGElement[]>>} which places of each picture wear which class */
  const wardrobes = new WeakMap();
  /** @type {Map<string, SVGElement[]>} */
  let worn = new Map();
  /** @type {Marks} */
  let marks = new Map();
  /** @type {readonly Pattern[]} */
  let patterns = [];
  /** @type {Pattern | null} drawn over the first, to be compared with it */
  let second = null;
  /** @type {readonly Pattern[]} other points of the same muscle, of which the X alone is drawn */
  let beside = [];
  /** @type {string | null} */
  let focused = null;
  /** @type {string | null} */
  let hovered = null;

  /** @param {SVGSVGElement} picture */
  function adopt(picture) {
    svg = picture;
    worn = wardrobes.get(svg) ?? new Map();
    wardrobes.set(svg, worn);
    places = new Map();
    for (const place of /** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll("[data-zone]"))) {
      const key = `${place.dataset.zone}:${place.dataset.side}`;
      places.set(key, [...(places.get(key) ?? []), place]);
    }
    for (const pin of svg.querySelectorAll(".pin:not(:has(.pin-reach))")) reachPin(pin);
    drawPatterns();
    drawMarks();
    dress("is-focus", focused ? [focused] : []);
    dress("is-hover", hovered ? [hovered] : []);
  }

  /**
   * Give a class to these places and to no other.
   * @param {string} name
   * @param {readonly string[]} keys
   */
  function dress(name, keys) {
    const next = keys.flatMap((key) => places.get(key) ?? []);
    for (const place of worn.get(name) ?? []) if (!next.includes(place)) place.classList.remove(name);
    for (const place of next) place.classList.add(name);
    worn.set(name, next);
  }

  function drawMarks() {
    const keys = [...marks.keys()];
    const main = keys.filter((key) => marks.get(key) === "main");
    dress("is-marked", keys);
    dress("is-main", main);
    soften("mark", keys);
    if (patterns.length) drawPatterns();
  }

  function drawPatterns() {
    const zones = patterns.flatMap((pattern) => pattern.zones);
    const essential = zones.filter(({ level }) => level === "essential").map(({ key }) => key);
    const spillover = zones.map(({ key }) => key).filter((key) => !essential.includes(key));
    dress("is-essential", essential);
    dress("is-spillover", spillover);
    const unmarked = /** @param {string} key */ (key) => !marks.has(key);
    soften("essential", essential.filter(unmarked));
    soften("spillover", spillover.filter(unmarked));
    svg.classList.toggle("has-pattern", patterns.length > 0);
    const over = (second?.zones ?? []).flatMap(({ key, level }) => (places.get(key) ?? []).map((place) => drawSecond(place, level)));
    const letters = second ? ["A", "B"] : [];
    const points = [...patterns, ...(second ? [second] : [])].flatMap((pattern, index) => pointOf(pattern, letters[index]));
    const others = beside.flatMap((pattern) => pointOf(pattern, undefined, true));
    svg.querySelector(".figure-points")?.replaceChildren(...over, ...others, ...points);
    placeNumbers(svg);
  }

  /**
   * @param {Pattern} pattern
   * @param {string} [letter]
   * @param {boolean} [isBeside]
   */
  function pointOf(pattern, letter, isBeside) {
    const place = pattern.points.get(svg.dataset.view ?? "");
    return place ? [drawPoint(place, pattern.number, { letter, isBeside })] : [];
  }

  /**
   * Put one blurred layer under the places, so that together they have a soft edge and no seams.
   * @param {string} kind
   * @param {readonly string[]} keys
   */
  function soften(kind, keys) {
    const shapes = keys.flatMap((key) => places.get(key) ?? []).filter((place) => place.matches("path"));
    const isTwin = /** @param {SVGElement} place */ (place) => place.hasAttribute("transform");
    const outline = /** @param {SVGElement[]} some */ (some) => some.map((place) => place.getAttribute("d")).join("");
    const own = outline(shapes.filter((place) => !isTwin(place)));
    const twins = outline(shapes.filter(isTwin));
    const layer = svg.querySelector(`.soft-${kind}`);
    if (!shapes.length) return layer?.remove();
    const drawn = [shape("path", { d: own }), shape("path", { d: twins, transform: "scale(-1 1)" })];
    if (layer) layer.replaceChildren(...drawn);
    else svg.querySelector(".figure-zones")?.before(shape("g", { class: `soft soft-${kind}` }, ...drawn));
  }

  adopt(first);

  return {
    adopt,

    /** @param {Marks} next */
    showMarks(next) {
      marks = next;
      drawMarks();
    },

    /**
     * @param {readonly Pattern[]} next
     * @param {Pattern | null} [compared] one more, told apart from the first
     * @param {readonly Pattern[]} [others] of which the X alone is drawn
     */
    showPatterns(next, compared = null, others = []) {
      if (!next.length && !patterns.length) return;
      patterns = next;
      beside = others;
      second = compared;
      drawPatterns();
    },

    /** @param {string | null} key */
    showFocus(key) {
      focused = key;
      dress("is-focus", key ? [key] : []);
    },

    /** @param {string | null} key */
    showHover(key) {
      if (key === hovered) return;
      hovered = key;
      dress("is-hover", key ? [key] : []);
    },

    /** @param {string} key */
    has: (key) => places.has(key),

    /**
     * Give the box around places in the picture (mm), or null where none of them is seen.
     * @param {readonly string[]} keys
     */
    box(keys) {
      const boxes = keys.flatMap((key) => places.get(key) ?? []).map(boxOf);
      return boxes.length ? boxAround(boxes) : null;
    },

    /**
     * Tell on which side of the picture the patient's left is: "end", "start", or one side only.
     * @returns {{start: string, end: string}} the patient's side at each edge of the picture: left, right or ""
     */
    sides() {
      const middles = { left: /** @type {number[]} */ ([]), right: /** @type {number[]} */ ([]) };
      for (const [key, [place]] of places) {
        const side = key.slice(key.lastIndexOf(":") + 1);
        if (side !== "left" && side !== "right") continue;
        const box = boxOf(place);
        middles[side].push(box.x + box.width / 2);
      }
      const { left, right } = middles;
      if (left.length > 4 * right.length) return { start: "left", end: "" };
      if (right.length > 4 * left.length) return { start: "right", end: "" };
      return mean(left) < mean(right) ? { start: "left", end: "right" } : { start: "right", end: "left" };
    },
  };
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
