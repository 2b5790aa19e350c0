// @ts-check
/**
 * What lies on the figure beside the marks: muscles, all trigger points, another body. Brings preferences, menu and layers
 * together, and tells what of them is under a finger. Decides nothing about marks or candidates.
 */

import { createBodies, NEUTRAL } from "./bodies.js";
import { createLayersMenu } from "./layers-menu.js";
import { createMuscleFiles } from "./muscle-files.js";
import { createMuscleLayer } from "./muscle-layer.js";
import { muscleOf } from "./muscle-sides.js";
import { readPattern } from "./patterns.js";
import { createPointLayer } from "./point-layer.js";
import { createPreferences, DEFAULTS } from "./preferences.js";
import { showWay } from "./way.js";

/** @typedef {import("./patterns.js").Pattern} Pattern */
/** @typedef {ReturnType<typeof createLayers>} Layers */

/** A tap this near to a dot means it, before any muscle under it (px). */
const DOT_REACH_PX = 12;
/** A tap beside every muscle means the nearest point, as far as a hand is wide (mm). */
const FAR_REACH_MM = 60;
/** More ends than these would be confetti. */
const MOST_WAYS = 6;

/**
 * @param {{menu: HTMLElement, opener: HTMLElement, stage: import("./stage.js").Stage, views: import("./views.js").Views,
 *   figure: import("./figure.js").Figure, note: (words: string) => void, bodyChanged: () => void}} page
 */
export function createLayers({ menu, opener, stage, views, figure, note, bodyChanged }) {
  const preferences = createPreferences(() => localStorage);
  const files = createMuscleFiles(new Set((stage.canvas.dataset.undrawn ?? "").split(" ")));
  const muscles = createMuscleLayer(files);
  const points = createPointLayer(note);
  const bodies = createBodies(wear, note);
  const boxes = createLayersMenu(menu, opener, change);
  /** @type {SVGSVGElement | null} */
  let svg = null;
  /** @type {readonly Pattern[]} */
  let patterns = [];
  /** @type {Readonly<Record<string, string>>} where another body shows each point */
  let placesOfBody = {};
  let isExploring = false;

  /** @param {Partial<import("./preferences.js").Preferences>} wish */
  function change(wish) {
    preferences.set(wish);
    if (wish.body) void dressBody();
    apply();
  }

  async function dressBody() {
    if (await bodies.choose(preferences.get().body)) return apply();
    preferences.set({ body: DEFAULTS.body });
    await bodies.choose(NEUTRAL);
    apply();
  }

  /** @param {import("./bodies.js").Body | null} body */
  async function wear(body) {
    placesOfBody = body?.points ?? {};
    files.useBody(bodies.current());
    points.useBody(body && body.points);
    const isWorn = await views.wear(body?.views);
    bodyChanged();
    return isWorn;
  }

  function apply() {
    const wishes = preferences.get();
    boxes.show(wishes);
    const chosen = ["superficial", "intermediate", "deep"].filter((depth) => Reflect.get(wishes, depth) === true);
    const depths = isExploring && !chosen.length ? ["superficial"] : chosen;
    muscles.showDepths(depths);
    muscles.showBones(wishes.skeleton);
    stage.canvas.dataset.zones = wishes.zones ? "yes" : "no";
    points.show(wishes.points || isExploring);
    showMuscles();
  }

  function showMuscles() {
    const isShown = preferences.get().muscle || isExploring;
    const shown = patterns.map(({ key }) => muscleOf(key));
    const once = shown.filter((one, index) => shown.findIndex((other) => isSame(one, other)) === index);
    muscles.show(isShown ? once : []);
  }

  return {
    isMenuOpen: boxes.isOpen,

    /** Begin with what was remembered. */
    begin() {
      if (preferences.get().body !== NEUTRAL) void dressBody();
      apply();
    },

    /** @param {SVGSVGElement} picture */
    adopt(picture) {
      svg = picture;
      muscles.adopt(picture);
      points.adopt(picture);
    },

    /**
     * Read a candidate's or point's attributes, with its places on the body that is shown.
     * @param {Parameters<typeof readPattern>[0]} data
     */
    read(data) {
      const { candidate = "", points: own } = data;
      return readPattern({ ...data, points: bodies.isNeutral() ? own : placesOfBody[candidate] });
    },

    /** @param {readonly Pattern[]} next */
    showPatterns(next) {
      patterns = next;
      showMuscles();
    },

    /**
     * Show once where the pain of a pattern goes.
     * @param {Pattern} pattern
     */
    showWay(pattern) {
      const from = pattern.points.get(views.current());
      if (!svg || !from || !preferences.get().way) return;
      const essential = pattern.zones.filter(({ level }) => level === "essential");
      const ends = essential.slice(0, MOST_WAYS).flatMap(({ key }) => {
        const box = figure.box([key]);
        return box ? [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
      });
      showWay(svg, from, ends);
    },

    /** @param {boolean} next */
    setExploring(next) {
      isExploring = next;
      stage.canvas.dataset.explores = next ? "yes" : "no";
      apply();
    },

    /**
     * Give the trigger point that a tap means: the one at it, the nearest of the muscle at it, or the nearest of all.
     * @param {{x: number, y: number}} client
     * @returns {string | {muscle: string, side: string} | null} its key; or a muscle of which no point is in the view
     */
    pointAt(client) {
      const at = stage.toPicture(client);
      const hit = points.near(at, stage.toMm(DOT_REACH_PX));
      if (hit) return hit.key;
      const muscle = muscles.at(client.x, client.y);
      if (!muscle) return points.near(at, FAR_REACH_MM)?.key ?? null;
      return points.near(at, Infinity, (key) => isSame(muscleOf(key), muscle))?.key ?? muscle;
    },
  };
}

/**
 * @param {import("./muscle-layer.js").Shown} one
 * @param {import("./muscle-layer.js").Shown} other
 */
function isSame(one, other) {
  return one.muscle === other.muscle && one.side === other.side;
}
