// @ts-check
/**
 * Where one looks: the best view of a pattern beside what is marked, coming near to it, and the words on the figure that
 * say which view and which sides are seen.
 */

import { need } from "./announce.js";
import { bestViewOf, openViewOf } from "./patterns.js";
import { boxAround } from "./shapes.js";

/** @typedef {import("./patterns.js").Pattern} Pattern */

/**
 * @param {HTMLElement} element
 * @param {{session: import("./session.js").Session, form: import("./form.js").MarksForm,
 *   figure: import("./figure.js").Figure, stage: import("./stage.js").Stage, views: import("./views.js").Views,
 *   offer: ReturnType<typeof import("./offers.js").createOffer>}} page
 */
export function createLooking(element, { session, form, figure, stage, views, offer }) {
  const starts = need(element, "[data-side-start]");
  const ends = need(element, "[data-side-end]");

  /**
   * Give the view that shows a pattern best together with what is marked.
   * @param {Pattern} pattern
   */
  function bestView(pattern) {
    const keys = [...session.state().marks.keys()];
    const here = keys.some(figure.has) ? [views.current()] : [];
    return bestViewOf(pattern, [...here, ...new Set(keys.map(form.bestView))]);
  }

  /**
   * Offer a view, or where that is shown already, the one in which the muscle lies open.
   * @param {Pattern} pattern
   * @param {string} best
   */
  function propose(pattern, best) {
    if (best && best !== views.current()) offer.propose("Seen best", best);
    else offer.propose("The muscle", openViewOf(pattern));
  }

  /**
   * Come near to patterns with their X, and to what is marked; offer the view in which a lone one's muscle lies open.
   * @param {readonly Pattern[]} patterns
   */
  function approach(patterns) {
    const points = patterns.flatMap(({ points }) => points.get(views.current()) ?? []);
    const keys = patterns.flatMap(({ zones }) => zones.map(({ key }) => key));
    const zones = figure.box([...keys, ...session.state().marks.keys()]);
    const boxes = [...(zones ? [zones] : []), ...points.map((point) => ({ ...point, width: 0, height: 0 }))];
    if (boxes.length) stage.approach(boxAround(boxes));
    if (patterns.length === 1) offer.propose("The muscle", openViewOf(patterns[0]), () => approach(patterns));
  }

  return {
    bestView,
    approach,

    /** @param {Pattern | null} pattern */
    offerView(pattern) {
      if (pattern) propose(pattern, bestView(pattern));
      else offer.clear();
    },

    /**
     * Offer the view that shows a pattern best, whatever is marked.
     * @param {Pattern} pattern
     */
    offerBest: (pattern) => propose(pattern, bestViewOf(pattern)),

    nameView() {
      stage.canvas.setAttribute("aria-label", `Picture of the body: ${views.label(views.current())}`);
    },

    nameSides() {
      const { start, end } = figure.sides();
      starts.textContent = start && `Your ${start}`;
      ends.textContent = end && `Your ${end}`;
    },
  };
}
