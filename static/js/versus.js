// @ts-check
/**
 * The key over the figure that names two compared candidates by their letters, and ends the comparison.
 */

import { need } from "./announce.js";

/** @typedef {import("./patterns.js").Pattern} Pattern */

/**
 * @param {HTMLElement} root
 * @param {() => void} end
 */
export function createVersus(root, end) {
  const names = root.querySelectorAll("[data-versus-name]");
  need(root, "[data-versus-end]").addEventListener("click", end);

  return {
    /**
     * Name them; with none, the key goes away.
     * @param {Pattern | null} first
     * @param {Pattern | null} second
     */
    show(first, second) {
      const isShown = first !== null && second !== null;
      if (!isShown && root.hidden) return;
      root.hidden = !isShown;
      for (const [index, pattern] of [first, second].entries()) names[index].textContent = pattern?.name ?? "";
    },
  };
}
