// @ts-check
/**
 * The frame in which a picture is seen: keeps a transform, writes it into `viewBox`, and says what lies under a point.
 * Knows nothing of marks.
 */

import { afterFrame } from "./frames.js";
import { placeLabels } from "./pin-labels.js";
import { placeNumbers } from "./shapes.js";
import * as transform from "./transform.js";

/** @typedef {import("./transform.js").Box} Box */
/** @typedef {import("./transform.js").Point} Point */
/** @typedef {ReturnType<typeof createStage>} Stage */
/** @typedef {"whole" | "turn" | "keep"} Look at another picture: all of it, as from the other side, or as before */

/** How far beside a small place a finger may land (px): half of what a fingertip covers. */
const FINGER_REACH_PX = 14;
/** From this scale on the pins stand far enough apart for their words (px per mm). */
const LETTERS_SCALE = 1.1;
const RING = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);

/**
 * Take charge of the canvas.
 * @param {HTMLElement} canvas
 */
export function createStage(canvas) {
  const textures = document.querySelectorAll("[data-texture]");
  let svg = canvas.querySelector("svg");
  if (!svg) throw new Error("the canvas holds no picture");
  let current = transform.fit(readBox(svg.getAttribute("viewBox") ?? ""), frame());
  let drawn = 0;

  /** The canvas's padding is the rim that other things lie on. */
  function frame() {
    const style = getComputedStyle(canvas);
    const [top, right, bottom, left] = [style.paddingTop, style.paddingRight, style.paddingBottom, style.paddingLeft].map(parseFloat);
    const { clientWidth: width, clientHeight: height } = canvas;
    return { width: Math.max(width, 1), height: Math.max(height, 1), inset: { left, top, right, bottom } };
  }

  /** @param {import("./transform.js").Transform} next */
  function set(next) {
    current = next;
    drawn ||= requestAnimationFrame(draw);
  }

  function draw() {
    drawn = 0;
    const { x, y, width, height } = transform.seen(current);
    const mmPerPx = 1 / current.scale;
    const viewBox = [x, y, width, height].map((value) => value.toFixed(2)).join(" ");
    if (svg?.getAttribute("viewBox") === viewBox) return;
    svg?.setAttribute("viewBox", viewBox);
    svg?.style.setProperty("--mm-per-px", mmPerPx.toFixed(4));
    for (const texture of textures) texture.setAttribute("patternTransform", `scale(${mmPerPx.toFixed(3)})`);
    canvas.dataset.zoomed = transform.isWhole(current) ? "no" : "yes";
    canvas.dataset.close = current.scale > LETTERS_SCALE ? "yes" : "no";
    afterFrame(label);
  }

  function label() {
    const { x, width } = transform.seen(current);
    const { left, right } = frame().inset;
    const mmPerPx = 1 / current.scale;
    if (!svg) return;
    placeNumbers(svg);
    placeLabels(svg, { left: x + left * mmPerPx, right: x + width - right * mmPerPx }, mmPerPx);
  }

  new ResizeObserver(() => set(transform.resize(current, frame()))).observe(canvas);
  // On paper the whole picture is seen, however close the look was.
  let looked = current;
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) looked = current;
    current = matches ? transform.fit(current.home, frame()) : transform.resize(looked, frame());
    draw();
  });
  draw();

  return {
    canvas,

    /**
     * Show another picture.
     * @param {SVGSVGElement} picture
     * @param {Box} home
     * @param {Look} look
     */
    show(picture, home, look) {
      svg = picture;
      canvas.replaceChildren(picture);
      current = look === "whole" ? transform.fit(home, frame()) : transform[look](current, home);
      draw();
    },

    /**
     * @param {number} factor
     * @param {Point} [client] in client coordinates
     */
    zoom: (factor, client) => set(transform.zoom(current, factor, client && local(client))),

    /**
     * @param {number} dx
     * @param {number} dy
     */
    pan: (dx, dy) => set(transform.pan(current, dx, dy)),

    /** @param {Box} box in the picture's mm */
    approach: (box) => set(transform.approach(current, box)),

    whole: () => set(transform.fit(current.home, frame())),

    isWhole: () => transform.isWhole(current),

    /**
     * Give how large a box of the picture is on the screen, its smaller side (px).
     * @param {{width: number, height: number}} box in mm
     */
    sizeOnScreen: (box) => Math.min(box.width, box.height) * current.scale,

    /**
     * Give the place in the picture under a point.
     * @param {Point} client in client coordinates
     * @returns {Point} in mm
     */
    toPicture: (client) => transform.toPicture(current, local(client)),

    /** @param {number} length in pixels, given in mm of the picture */
    toMm: (length) => length / current.scale,

    placeOf,

    /**
     * Give the key of the place under a point.
     * @param {number} x in client coordinates
     * @param {number} y
     */
    placeAt: (x, y) => placeOf(document.elementFromPoint(x, y)),

    /**
     * Give the key of the place near a point, for a finger that missed it.
     * @param {number} x in client coordinates
     * @param {number} y
     * @returns {string | null}
     */
    placeNear(x, y) {
      for (const reach of [FINGER_REACH_PX / 2, FINGER_REACH_PX]) {
        for (const angle of RING) {
          const near = placeOf(document.elementFromPoint(x + reach * Math.cos(angle), y + reach * Math.sin(angle)));
          if (near) return near;
        }
      }
      return null;
    },
  };

  /** @param {Point} client */
  function local(client) {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: client.x - left, y: client.y - top };
  }

  /**
   * Give the key of the place that something of the picture belongs to.
   * @param {EventTarget | null} target
   */
  function placeOf(target) {
    const place = target instanceof Element ? target.closest("[data-zone]") : null;
    if (!(place instanceof SVGElement) || !canvas.contains(place)) return null;
    return `${place.dataset.zone}:${place.dataset.side}`;
  }
}

/**
 * Read a `viewBox`.
 * @param {string} text
 * @returns {Box}
 */
export function readBox(text) {
  const [x, y, width, height] = text.trim().split(/[\s,]+/).map(Number);
  if (![x, y, width, height].every(Number.isFinite)) throw new Error(`not a view box: ${text}`);
  return { x, y, width, height };
}
