// @ts-check
/**
 * Which picture is shown: the view buttons, and the pictures fetched once and kept. The last wish wins when several
 * pictures are on their way.
 */

import { readBox } from "./stage.js";

/** @typedef {ReturnType<typeof createViews>} Views */
/** @typedef {{id: string, label: string, button: HTMLButtonElement, load: () => Promise<SVGSVGElement>}} View */

/** Views whose pictures are each other's back, so that the look can be kept when turning. */
const TURNS = new Map([["front", "back"], ["back", "front"]]);

/**
 * @param {HTMLElement} root
 * @param {SVGSVGElement} first the picture that came with the page
 * @param {(picture: SVGSVGElement, home: import("./transform.js").Box, turned: boolean) => void} show
 * @param {(message: string) => void} fail
 */
export function createViews(root, first, show, fail) {
  /** @type {Map<string, View>} */
  const views = new Map();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-view-button]"))) {
    const id = button.dataset.viewButton ?? "";
    const isFirst = id === first.dataset.view;
    const load = once(() => (isFirst ? Promise.resolve(first) : fetchPicture(button.dataset.url ?? "")));
    views.set(id, { id, label: button.dataset.label ?? id, button, load });
    button.addEventListener("click", () => void open(id));
    button.addEventListener("pointerenter", () => void load().catch(() => {}));
  }
  let current = first.dataset.view ?? "";
  let wanted = current;

  /**
   * Show a view.
   * @param {string} id
   * @returns {Promise<boolean>} whether it is now shown
   */
  async function open(id) {
    const view = views.get(id);
    if (!view) return false;
    wanted = id;
    if (id === current) return true;
    try {
      const picture = await view.load();
      if (wanted !== id) return false;
      const turned = TURNS.get(current) === id;
      current = id;
      for (const { button } of views.values()) button.setAttribute("aria-pressed", String(button === view.button));
      const track = view.button.closest("[data-views]");
      if (track && track.scrollWidth > track.clientWidth) view.button.scrollIntoView({ inline: "center", block: "nearest" });
      show(picture, readBox(view.button.dataset.viewBox ?? ""), turned);
      return true;
    } catch {
      fail(`The picture "${view.label}" could not be fetched. Is the connection down?`);
      return false;
    }
  }

  return {
    open,
    current: () => current,

    /** @param {string} id */
    label: (id) => views.get(id)?.label ?? id,

    /**
     * Say on the buttons how many marks are seen best in each view.
     * @param {readonly string[]} best the best view of every mark
     */
    count(best) {
      for (const { id, label, button } of views.values()) {
        const badge = button.querySelector("[data-view-count]");
        if (!(badge instanceof HTMLElement)) throw new Error(`view button ${id} has no [data-view-count]`);
        const number = best.filter((view) => view === id).length;
        const words = number ? String(number) : "";
        if (badge.textContent === words) continue;
        badge.hidden = number === 0;
        badge.textContent = words;
        button.title = number ? `${label}: ${number} marked` : label;
      }
    },
  };
}

/**
 * Do something once and keep its promise; a failure is forgotten, so that the next wish tries again.
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function once(make) {
  /** @type {Promise<T> | null} */
  let kept = null;
  return () => {
    kept ??= make().catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

/**
 * @param {string} url
 * @returns {Promise<SVGSVGElement>}
 */
async function fetchPicture(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const picture = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  if (!(picture instanceof SVGSVGElement)) throw new Error(`${url} is not a picture`);
  picture.classList.add("figure");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("focusable", "false");
  return document.adoptNode(picture);
}
