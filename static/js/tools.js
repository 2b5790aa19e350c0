// @ts-check
/**
 * The buttons over the figure: undo, clear, the paint switch, zoom.
 */

import { need } from "./announce.js";

const ZOOM_FACTOR = 1.6;

/**
 * @param {HTMLElement} root
 * @param {{undo: () => void, clear: () => void, stage: import("./stage.js").Stage}} actions
 */
export function listenToTools(root, { undo, clear, stage }) {
  const undoButton = /** @type {HTMLButtonElement} */ (need(root, "[data-undo]"));
  const clearButton = /** @type {HTMLButtonElement} */ (need(root, "[data-clear]"));
  const paintButton = need(root, "[data-paint]");
  /** @type {boolean | null} null: never touched, each kind of pointer does what suits it */
  let paints = null;

  undoButton.addEventListener("click", undo);
  clearButton.addEventListener("click", clear);
  paintButton.setAttribute("aria-pressed", String(matchMedia("(pointer: fine)").matches));
  paintButton.addEventListener("click", () => {
    paints = paintButton.getAttribute("aria-pressed") !== "true";
    paintButton.setAttribute("aria-pressed", String(paints));
    stage.canvas.dataset.paints = paints ? "yes" : "no";
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-zoom]"))) {
    const way = button.dataset.zoom;
    button.addEventListener("click", () => {
      if (way === "whole") stage.whole();
      else stage.zoom(way === "in" ? ZOOM_FACTOR : 1 / ZOOM_FACTOR);
    });
  }

  return {
    paints: () => paints,

    /**
     * @param {boolean} canUndo
     * @param {boolean} canClear
     */
    enable(canUndo, canClear) {
      undoButton.disabled = !canUndo;
      clearButton.disabled = !canClear;
    },
  };
}
