// @ts-check
/**
 * All trigger points of a view as small dots, and which of them a finger means. Where they are is fetched once, when they
 * are first wanted; another body brings its own places.
 */

import { nearest, readPlaces } from "./places.js";
import { drawDot, placeNumbers, shape } from "./shapes.js";

const URL_OF_PLACES = "/figures/points.json";

/** @param {(message: string) => void} fail */
export function createPointLayer(fail) {
  /** @type {SVGSVGElement | null} */
  let svg = null;
  let isOn = false;
  /** @type {Map<string, import("./places.js").Place[]> | null} the neutral body's */
  let own = null;
  /** @type {Map<string, import("./places.js").Place[]> | null} another body's */
  let other = null;
  /** @type {Readonly<Record<string, number>>} what stands beside the X of each point, where its muscle has several */
  let numbers = {};
  /** @type {Promise<void> | null} */
  let coming = null;

  const places = () => (other ?? own)?.get(svg?.dataset.view ?? "") ?? [];

  function draw() {
    svg?.querySelector(".figure-dots")?.remove();
    if (!isOn) return;
    if (!own) void load().then(draw, () => fail("The trigger points could not be fetched. Is the connection down?"));
    const dots = places().flatMap((place) => drawDot(place, String(numbers[place.key.split(":")[0]] ?? "")));
    if (!svg || !dots.length) return;
    svg.querySelector(".figure-points")?.before(shape("g", { class: "figure-dots" }, ...dots));
    placeNumbers(svg);
  }

  function load() {
    coming ??= fetchPlaces().then(
      (found) => {
        own = readPlaces(found.points);
        numbers = found.numbers;
      },
      (error) => {
        coming = null;
        throw error;
      },
    );
    return coming;
  }

  return {
    /** @param {SVGSVGElement} picture */
    adopt(picture) {
      svg?.querySelector(".figure-dots")?.remove();
      svg = picture;
      draw();
    },

    /** @param {boolean} next */
    show(next) {
      if (next === isOn) return;
      isOn = next;
      draw();
    },

    /** @param {Record<string, string> | null} points of a body that is not the neutral one */
    useBody(points) {
      other = points && readPlaces(points);
      draw();
    },

    /**
     * Give the trigger point nearest to a point of the picture.
     * @param {{x: number, y: number}} at in mm
     * @param {number} reach_mm
     * @param {(key: string) => boolean} [fits]
     */
    near: (at, reach_mm, fits = () => true) => nearest(places().filter(({ key }) => fits(key)), at, reach_mm),
  };
}

/** @returns {Promise<{points: Record<string, string>, numbers: Record<string, number>}>} */
async function fetchPlaces() {
  const response = await fetch(URL_OF_PLACES);
  if (!response.ok) throw new Error(`${URL_OF_PLACES} answered ${response.status}`);
  return response.json();
}
