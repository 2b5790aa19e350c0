// @ts-check
/**
 * Muscles and bones on the picture: the muscle of what is shown, under its pattern, and all of a depth where that is wanted.
 * Remembers what to draw so that it survives a change of view. A drawing that is still to come delays nothing.
 */

import { shape } from "./shapes.js";

/** @typedef {{muscle: string, side: string}} Shown */
/** From the deepest to the one over it. */
const DEPTHS = Object.freeze(["deep", "intermediate", "superficial"]);
/** Crossing the list of candidates is no wish to see them all (ms). */
const REST_MS = 90;

/** @param {import("./muscle-files.js").MuscleFiles} files */
export function createMuscleLayer(files) {
  /** @type {SVGSVGElement | null} */
  let svg = null;
  /** @type {readonly Shown[]} */
  let shown = [];
  /** @type {readonly string[]} */
  let depths = [];
  /** @type {string} what the whole layer of the picture was drawn from */
  let drawn = "";
  /** @type {string} what the shown muscles were drawn from */
  let drawnOwn = "";
  let hasBones = false;
  let timer = 0;

  /** @param {string} name */
  function part(name) {
    const found = svg?.querySelector(`.figure-muscles > .${name}`);
    if (found) return found;
    const parts = ["bones", "muscles-all", "muscles-own"].map((one) => shape("g", { class: one }));
    // What runs on beyond an inset's cut ends where the skin does.
    const clip = svg?.querySelector(".figure-shade")?.getAttribute("clip-path");
    const layer = shape("g", { class: "figure-muscles", ...(clip ? { "clip-path": clip } : {}) }, ...parts);
    // Under the patterns' soft edges too, whichever came first.
    svg?.querySelector(".soft, .figure-zones")?.before(layer);
    return parts.find((one) => one.classList.contains(name));
  }

  function drawOwn() {
    if (!svg || (!shown.length && !svg.querySelector(".figure-muscles"))) return;
    const view = svg.dataset.view ?? "";
    const own = shown.flatMap(({ muscle, side }) => files.muscle(muscle, side, view, drawOwn));
    const now = [view, ...shown.map(({ muscle, side }) => `${muscle}:${side}`), own.length].join();
    if (now === drawnOwn) return;
    drawnOwn = now;
    part("muscles-own")?.replaceChildren(...own);
    svg.classList.toggle("has-muscle", own.length > 0);
  }

  function drawAll() {
    if (!svg || (!depths.length && !svg.querySelector(".figure-muscles"))) return;
    const view = svg.dataset.view ?? "";
    const groups = DEPTHS.filter((depth) => depths.includes(depth)).map((depth) => files.depth(view, depth, drawAll));
    const now = [view, ...groups.map((group) => group.length)].join();
    if (now === drawn) return;
    drawn = now;
    part("muscles-all")?.replaceChildren(...groups.flat());
  }

  function drawBones() {
    if (!svg || (!hasBones && !svg.querySelector(".figure-muscles"))) return;
    part("bones")?.replaceChildren(...(hasBones ? files.bones(svg.dataset.view ?? "", drawBones) : []));
  }

  return {
    /** @param {SVGSVGElement} picture */
    adopt(picture) {
      svg?.querySelector(".figure-muscles")?.remove();
      svg = picture;
      drawn = drawnOwn = "";
      drawBones();
      drawAll();
      drawOwn();
    },

    /** @param {readonly Shown[]} next */
    show(next) {
      clearTimeout(timer);
      const known = next.filter(({ muscle }) => files.isThere(muscle));
      shown = known;
      drawOwn();
      if (known.length === next.length) return;
      timer = window.setTimeout(() => {
        shown = next;
        drawOwn();
      }, REST_MS);
    },

    /** @param {readonly string[]} next */
    showDepths(next) {
      depths = next;
      drawn = "";
      drawAll();
    },

    /** @param {boolean} next */
    showBones(next) {
      if (next === hasBones) return;
      hasBones = next;
      drawBones();
    },

    /**
     * Give the muscle that is drawn at a point, the uppermost one.
     * @param {number} x in client coordinates
     * @param {number} y
     * @returns {Shown | null}
     */
    at(x, y) {
      const groups = /** @type {NodeListOf<SVGElement>} */ (svg?.querySelectorAll(".muscle-whole"));
      const found = [...(groups ?? [])].reverse().find((group) => covers(group, new DOMPoint(x, y)));
      return found ? { muscle: found.dataset.muscle ?? "", side: found.dataset.side ?? "" } : null;
    },
  };
}

/**
 * @param {Element} group
 * @param {DOMPoint} client
 */
function covers(group, client) {
  const bodies = /** @type {NodeListOf<SVGPathElement>} */ (group.querySelectorAll(".muscle-belly, .muscle-sinew"));
  const matrix = bodies[0]?.getScreenCTM();
  if (!matrix) return false;
  const at = client.matrixTransform(matrix.inverse());
  return [...bodies].some((body) => body.isPointInFill(at));
}
