// @ts-check
/**
 * Which picture is shown: the view buttons, and the pictures fetched once and kept. The last wish wins when several
 * pictures are on their way.
 */

import { readBox } from "./stage.js";

/** @typedef {ReturnType<typeof createViews>} Views */
/** @typedef {{id: string, label: string, button: HTMLButtonElement, url: string, viewBox: string}} View */

/** Views whose pictures are each other's back, so that the look can be kept when turning. */
const TURNS = new Map([["front", "back"], ["back", "front"]]);

/**
 * @param {HTMLElement} root
 * @param {SVGSVGElement} first the picture that came with the page
 * @param {(picture: SVGSVGElement, home: import("./transform.js").Box, look: import("./stage.js").Look) => void} show
 * @param {(message: string) => void} fail
 */
export function createViews(root, first, show, fail) {
  /** @type {Map<string, View>} */
  const views = new Map();
  /** @type {Map<string, () => Promise<SVGSVGElement>>} by address */
  const pictures = new Map();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-view-button]"))) {
    const { viewButton: id = "", url = "", viewBox = "", label = id } = button.dataset;
    const view = { id, label, button, url, viewBox };
    views.set(id, view);
    if (id === first.dataset.view) pictures.set(url, () => Promise.resolve(first));
    button.addEventListener("click", () => void open(id));
    button.addEventListener("pointerenter", () => void load(view.url).catch(() => {}));
  }
  let current = first.dataset.view ?? "";
  /** The view that is wished for: what another body is to be seen in, should its picture still be to come. */
  let next = current;
  /** @type {string} the address of the picture that is shown, and of the one that is wished for */
  let shown = views.get(current)?.url ?? "";
  let wanted = shown;

  /** @param {string} url */
  function load(url) {
    const picture = pictures.get(url) ?? once(() => fetchPicture(url));
    pictures.set(url, picture);
    return picture();
  }

  /**
   * Show a view.
   * @param {string} id
   * @returns {Promise<boolean>} whether it is now shown
   */
  async function open(id) {
    const view = views.get(id);
    if (!view) return false;
    const { url, viewBox } = view;
    next = id;
    wanted = url;
    if (url === shown) return true;
    try {
      const picture = await load(url);
      if (wanted !== url) return false;
      const look = id === current ? "keep" : TURNS.get(current) === id ? "turn" : "whole";
      current = id;
      shown = url;
      for (const { button } of views.values()) button.setAttribute("aria-pressed", String(button === view.button));
      const track = view.button.closest("[data-views]");
      if (track && track.scrollWidth > track.clientWidth) view.button.scrollIntoView({ inline: "center", block: "nearest" });
      show(picture, readBox(viewBox), look);
      return true;
    } catch {
      if (wanted === url) next = current;
      fail(`The picture "${view.label}" could not be fetched. Is the connection down?`);
      return false;
    }
  }

  return {
    open,
    current: () => current,

    /**
     * Take the pictures of another body, or those that came with the page.
     * @param {Readonly<Record<string, {url: string, viewBox: string}>>} [others]
     * @returns {Promise<boolean>} whether the view is shown so now
     */
    wear(others = {}) {
      for (const view of views.values()) {
        const { url = "", viewBox = "" } = others[view.id] ?? view.button.dataset;
        Object.assign(view, { url, viewBox });
      }
      return open(next);
    },

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
