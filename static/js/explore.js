// @ts-check
/**
 * "From the muscle": taps ask where a muscle's trigger points send pain instead of marking. Keeps the mode and the point
 * that is looked at, and fills the panel; marks are left alone.
 */

import { need } from "./announce.js";
import { muscleOf } from "./muscle-sides.js";
import { createMuscleSearch } from "./muscle-search.js";
import { bestViewOf, isSeenIn } from "./patterns.js";

/** @typedef {Record<"key" | "name" | "number" | "label" | "side" | "place" | "view" | "points" | "pattern" | "pattern_views" | "essential" | "spillover", string>} Point */
/** @typedef {{id: string, name: string, plain: string, latin: string, href: string, points: Point[]}} Muscle */
/** @typedef {{muscle: string, key?: string, side?: string | null, label?: string}} Wish */

/**
 * @param {HTMLElement} element
 * @param {{layers: import("./layers.js").Layers, views: import("./views.js").Views, figure: import("./figure.js").Figure,
 *   note: (words: string) => void, say: (words: string) => void, flash: (words: string) => void, entered: () => void, left: () => void,
 *   shown: (pattern: import("./patterns.js").Pattern) => void, changed: () => void}} page
 */
export function createExplore(element, { layers, views, figure, note, say, flash, entered, left, shown, changed }) {
  const panel = need(element, "[data-explore]");
  const slot = need(element, "[data-answer-slot]");
  const result = need(panel, "[data-explore-result]");
  const modes = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-mode]"));
  const sides = /** @type {NodeListOf<HTMLButtonElement>} */ (panel.querySelectorAll("[data-explore-side]"));
  const numbers = need(panel, "[data-explore-points]");
  const link = /** @type {HTMLAnchorElement} */ (need(panel, "[data-explore-link]"));
  const input = /** @type {HTMLInputElement} */ (need(panel, "[data-explore-input]"));
  const search = createMuscleSearch(input, need(panel, "[data-explore-list]"), (muscle, side) => void pick({ muscle, side }), note);
  /** @type {Map<string, Muscle>} */
  const kept = new Map();
  let isOn = false;
  /** @type {Wish | null} */
  let wanted = null;
  /** @type {Muscle | null} */
  let muscle = null;
  /** @type {Point | null} */
  let point = null;

  /** @param {boolean} next */
  function set(next) {
    if (next === isOn) return;
    isOn = next;
    for (const button of modes) button.setAttribute("aria-pressed", String((button.dataset.mode === "muscle") === isOn));
    panel.hidden = !isOn;
    slot.hidden = isOn;
    forget();
    if (isOn) entered();
    else left();
    layers.setExploring(isOn);
    changed();
  }

  function forget() {
    wanted = muscle = point = null;
    result.hidden = true;
    search.show("");
    figure.showPatterns([]);
    layers.showPatterns([]);
  }

  /** @param {Wish} wish */
  async function pick(wish) {
    wanted = wish;
    try {
      const found = kept.get(wish.muscle) ?? (await fetchMuscle(wish.muscle));
      kept.set(wish.muscle, found);
      if (wanted !== wish) return;
      const { points } = found;
      const onSide = points.filter(({ side }) => side === wish.side);
      point = points.find(({ key }) => key === wish.key) ?? onSide.find(({ label }) => label === wish.label) ?? onSide[0] ?? points[0];
      muscle = found;
    } catch {
      note("The muscle could not be fetched. Is the connection down?");
      return;
    }
    tell();
    const pattern = draw();
    changed();
    if (!pattern) return;
    const mine = point;
    if (!isSeenIn(pattern, views.current(), figure.has)) await views.open(bestViewOf(pattern, [views.current()]));
    if (point === mine) shown(pattern);
  }

  function draw() {
    if (!isOn || !point) return null;
    const { key: own, side } = point;
    const [drawn, ...others] = [point, ...(muscle?.points ?? []).filter((one) => one.side === side && one.key !== own)].map(
      ({ key, pattern_views: patternViews, ...told }) => layers.read({ candidate: key, patternViews, ...told }),
    );
    figure.showPatterns([drawn], null, others);
    layers.showPatterns([drawn]);
    return drawn;
  }

  function tell() {
    if (!muscle || !point) return;
    const { label, side, place, essential, spillover } = point;
    const told = { name: muscle.name, plain: muscle.plain, latin: muscle.latin, place, essential, spillover };
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-explore-word]"))) {
      const text = Reflect.get(told, words.dataset.exploreWord ?? "");
      words.textContent = text;
      const row = words.closest("[data-explore-row]");
      if (row instanceof HTMLElement) row.hidden = !text;
    }
    link.href = `${muscle.href}#${point.key.split(":")[0]}`;
    for (const button of sides) {
      button.hidden = !muscle.points.some((one) => one.side === button.dataset.exploreSide);
      button.setAttribute("aria-pressed", String(button.dataset.exploreSide === side));
    }
    const here = muscle.points.filter((one) => one.side === side);
    numbers.hidden = here.length < 2;
    numbers.replaceChildren(...here.map((one) => numberButton(one, one.label === label)));
    search.show(muscle.name);
    result.hidden = false;
    say(`${point.name}, ${label}. Main pattern: ${essential || "none"}.`);
  }

  /**
   * @param {Point} one
   * @param {boolean} isPressed
   */
  function numberButton(one, isPressed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.textContent = one.label;
    button.dataset.explorePoint = one.key;
    button.ariaPressed = String(isPressed);
    return button;
  }

  for (const button of modes) button.addEventListener("click", () => set(button.dataset.mode === "muscle"));
  for (const button of sides) {
    button.addEventListener("click", () => {
      if (muscle) void pick({ muscle: muscle.id, side: button.dataset.exploreSide, label: point?.label });
    });
  }
  numbers.addEventListener("click", ({ target }) => {
    const key = target instanceof HTMLElement ? target.dataset.explorePoint : "";
    if (!muscle || !key) return;
    void pick({ muscle: muscle.id, key }).then(() => {
      const again = [...numbers.children].find((button) => button instanceof HTMLElement && button.dataset.explorePoint === key);
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    });
  });

  return {
    isOn: () => isOn,
    leave: () => set(false),
    draw,

    /** @returns {string | null} the trigger point that is looked at, or is on its way */
    point: () => (isOn ? (point?.key ?? wanted?.key ?? null) : null),

    /** @returns {boolean} whether there was anything to let go of */
    letGo() {
      if (!isOn) return false;
      if (point) forget();
      else set(false);
      changed();
      return true;
    },

    /** @param {{x: number, y: number}} client */
    tap(client) {
      const found = layers.pointAt(client);
      if (!found) return flash("No muscle here");
      void pick(typeof found === "string" ? { ...muscleOf(found), key: found } : found);
    },

    /**
     * Open with the trigger point that a link names.
     * @param {string} key
     */
    async open(key) {
      const { muscle: id, side } = muscleOf(key);
      try {
        if (!(await search.hasPoint(key.split(":")[0]))) return note(`The link names what is not in the catalogue: ${key}.`);
      } catch {
        return note("The list of muscles could not be fetched. Is the connection down?");
      }
      set(true);
      void pick({ muscle: id, key, side });
    },
  };
}

/**
 * @param {string} id
 * @returns {Promise<Muscle>}
 */
async function fetchMuscle(id) {
  const response = await fetch(`/figures/patterns/${id}.json`);
  if (!response.ok) throw new Error(`the muscle ${id} answered ${response.status}`);
  return response.json();
}
