// @ts-check
/**
 * What is drawn on the picture: marks, the focused and hovered place, a pattern and its X. A second view of the form and
 * the answer; remembers what to draw so that it survives a change of view. Decides nothing.
 */

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./patterns.js").Pattern} Pattern */
/** @typedef {ReturnType<typeof createFigure>} Figure */

const SVG = "http://www.w3.org/2000/svg";
const HALF_X_PX = 5;

/**
 * Draw on pictures; the first one is adopted at once.
 * @param {SVGSVGElement} first
 */
export function createFigure(first) {
  /** @type {Map<string, SVGElement[]>} */
  let places = new Map();
  let svg = first;
  /** @type {Marks} */
  let marks = new Map();
  /** @type {readonly Pattern[]} */
  let patterns = [];
  /** @type {string | null} */
  let focused = null;
  /** @type {string | null} */
  let hovered = null;

  /** @param {SVGSVGElement} picture */
  function adopt(picture) {
    svg = picture;
    places = new Map();
    for (const place of /** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll("[data-zone]"))) {
      const key = `${place.dataset.zone}:${place.dataset.side}`;
      places.set(key, [...(places.get(key) ?? []), place]);
    }
    drawMarks();
    drawPatterns();
    dress("is-focus", focused ? [focused] : []);
    dress("is-hover", hovered ? [hovered] : []);
  }

  /**
   * Give a class to these places and to no other.
   * @param {string} name
   * @param {readonly string[]} keys
   */
  function dress(name, keys) {
    for (const place of svg.querySelectorAll(`.${name}`)) place.classList.remove(name);
    for (const key of keys) for (const place of places.get(key) ?? []) place.classList.add(name);
  }

  function drawMarks() {
    const keys = [...marks.keys()];
    const main = keys.filter((key) => marks.get(key) === "main");
    dress("is-marked", keys);
    dress("is-main", main);
    soften("mark", keys);
  }

  function drawPatterns() {
    const zones = patterns.flatMap((pattern) => pattern.zones);
    const essential = zones.filter(({ level }) => level === "essential").map(({ key }) => key);
    const spillover = zones.map(({ key }) => key).filter((key) => !essential.includes(key));
    dress("is-essential", essential);
    dress("is-spillover", spillover);
    soften("essential", essential);
    soften("spillover", spillover);
    svg.classList.toggle("has-pattern", patterns.length > 0);
    const points = svg.querySelector(".figure-points");
    points?.replaceChildren(...patterns.flatMap((pattern) => drawPoint(pattern, svg)));
  }

  /**
   * Put one blurred layer under the places, so that together they have a soft edge and no seams.
   * @param {string} kind
   * @param {readonly string[]} keys
   */
  function soften(kind, keys) {
    svg.querySelector(`.soft-${kind}`)?.remove();
    const shapes = keys.flatMap((key) => places.get(key) ?? []).filter((place) => place.matches("path"));
    const zones = svg.querySelector(".figure-zones");
    if (!shapes.length || !zones) return;
    const layer = document.createElementNS(SVG, "g");
    layer.setAttribute("class", `soft soft-${kind}`);
    const outline = document.createElementNS(SVG, "path");
    outline.setAttribute("d", shapes.map((shape) => shape.getAttribute("d")).join(""));
    layer.append(outline);
    zones.before(layer);
  }

  adopt(first);

  return {
    adopt,

    /** @param {Marks} next */
    showMarks(next) {
      marks = next;
      drawMarks();
    },

    /** @param {readonly Pattern[]} next */
    showPatterns(next) {
      patterns = next;
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
     * Give the place's box in the picture (mm), or null where it is not seen.
     * @param {string} key
     */
    box(key) {
      const place = places.get(key)?.[0];
      return place instanceof SVGGraphicsElement ? place.getBBox() : null;
    },

    /**
     * Tell on which side of the picture the patient's left is: "end", "start", or one side only.
     * @returns {{start: string, end: string}} the patient's side at each edge of the picture: left, right or ""
     */
    sides() {
      const middles = { left: /** @type {number[]} */ ([]), right: /** @type {number[]} */ ([]) };
      for (const [key, [place]] of places) {
        const side = key.slice(key.lastIndexOf(":") + 1);
        if ((side !== "left" && side !== "right") || !(place instanceof SVGGraphicsElement)) continue;
        const box = place.getBBox();
        middles[side].push(box.x + box.width / 2);
      }
      const { left, right } = middles;
      if (left.length > 4 * right.length) return { start: "left", end: "" };
      if (right.length > 4 * left.length) return { start: "right", end: "" };
      return mean(left) < mean(right) ? { start: "left", end: "right" } : { start: "right", end: "left" };
    },
  };
}

/**
 * @param {Pattern} pattern
 * @param {SVGSVGElement} svg
 */
function drawPoint(pattern, svg) {
  const point = pattern.points.get(svg.dataset.view ?? "");
  if (!point) return [];
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", "point");
  group.setAttribute("transform", `translate(${point.x} ${point.y})`);
  const body = document.createElementNS(SVG, "g");
  body.setAttribute("class", "point-body");
  const halo = document.createElementNS(SVG, "circle");
  halo.setAttribute("class", "point-halo");
  halo.setAttribute("r", String(HALF_X_PX * 2));
  const mark = document.createElementNS(SVG, "path");
  mark.setAttribute("class", "point-mark");
  mark.setAttribute("d", `M-${HALF_X_PX}-${HALF_X_PX} ${HALF_X_PX} ${HALF_X_PX}M${HALF_X_PX}-${HALF_X_PX}-${HALF_X_PX} ${HALF_X_PX}`);
  body.append(halo, mark);
  group.append(body);
  return [group];
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
