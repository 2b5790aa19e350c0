// @ts-check
/**
 * The drawings of muscles and bones, fetched when they are first wanted and kept: one muscle's, or all of a depth in a view. Gives
 * what is there at once and says later when more has come. What cannot be fetched is not drawn, and tried again later.
 */

import { NEUTRAL } from "./bodies.js";
import { drawingOf } from "./muscle-sides.js";
import { shape } from "./shapes.js";

const MIRROR = "scale(-1 1)";

/** @typedef {ReturnType<typeof createMuscleFiles>} MuscleFiles */

/** @param {ReadonlySet<string>} undrawn muscles that have no drawing */
export function createMuscleFiles(undrawn) {
  /** @type {Map<string, Element>} by address */
  const kept = new Map();
  /** @type {Map<string, Promise<void>>} */
  const coming = new Map();
  let folder = folderOf(NEUTRAL);

  /**
   * @param {string} url
   * @param {() => void} arrived
   * @returns {Element | null} the file, or null when it is still to come
   */
  function file(url, arrived) {
    const found = kept.get(url);
    if (found) return found;
    const load = coming.get(url) ?? fetchDrawing(url).then((root) => void kept.set(url, root));
    coming.set(url, load);
    load.then(arrived, () => {}).finally(() => coming.delete(url));
    return null;
  }

  /** @param {string} muscle */
  const urlOf = (muscle) => `${folder}/muscles/${muscle}.svg`;

  return {
    /** @param {string} body whose muscles and bones are meant from now on */
    useBody(body) {
      folder = folderOf(body);
    },

    /** @param {string} muscle */
    isThere: (muscle) => undrawn.has(muscle) || kept.has(urlOf(muscle)),

    /**
     * Give a muscle's shapes in a view.
     * @param {string} muscle
     * @param {string} side
     * @param {string} view
     * @param {() => void} arrived called when it was still to come and is there now
     * @returns {Element[]} empty where there is nothing to show, or not yet
     */
    muscle(muscle, side, view, arrived) {
      const drawn = drawingOf(view, side);
      const root = drawn && !undrawn.has(muscle) && file(urlOf(muscle), arrived);
      const group = root && root.querySelector(`g[data-view~="${drawn.drawing}"]`);
      const outer = group && group.parentElement;
      if (!outer) return [];
      const copy = /** @type {Element} */ (group.cloneNode(true));
      copy.removeAttribute("data-view");
      return [wrap(muscle, side, drawn.isMirrored, shape("g", { class: outer.getAttribute("class") ?? "" }, copy))];
    },

    /**
     * Give the bones that a view shows.
     * @param {string} view
     * @param {() => void} arrived
     * @returns {Element[]}
     */
    bones(view, arrived) {
      const root = file(`${folder}/skeleton/${view}.svg`, arrived);
      return [...(root?.children ?? [])].map((group) => /** @type {Element} */ (group.cloneNode(true)));
    },

    /**
     * Give all muscles of a depth in a view, on both sides.
     * @param {string} view
     * @param {string} depth
     * @param {() => void} arrived
     * @returns {Element[]}
     */
    depth(view, depth, arrived) {
      const root = file(`${folder}/depths/${view}.${depth}.svg`, arrived);
      return [...(root?.children ?? [])].flatMap((group) => {
        const sides = (group.getAttribute("data-sides") ?? "").split(" ");
        const muscle = group.getAttribute("data-muscle") ?? "";
        return sides.map((side, index) => {
          const content = [...group.children].map((child) => /** @type {Element} */ (child.cloneNode(true)));
          return wrap(muscle, side, index > 0, ...content);
        });
      });
    },
  };
}

/** @param {string} body */
function folderOf(body) {
  return `/figures/bodies/${body}`;
}

/**
 * @param {string} muscle
 * @param {string} side
 * @param {boolean} isMirrored
 * @param {Element[]} content
 */
function wrap(muscle, side, isMirrored, ...content) {
  return shape("g", { class: "muscle-whole", "data-muscle": muscle, "data-side": side, ...(isMirrored ? { transform: MIRROR } : {}) }, ...content);
}

/**
 * @param {string} url
 * @returns {Promise<Element>}
 */
async function fetchDrawing(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const root = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  if (!(root instanceof SVGSVGElement)) throw new Error(`${url} is not a drawing`);
  return document.adoptNode(root);
}
