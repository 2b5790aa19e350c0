// @ts-check
/**
 * The chips in the answer that list what is marked: make one the main pain, or clear it.
 */

import { remove } from "./marks.js";

/**
 * @param {HTMLElement} slot where the answer stands
 * @param {import("./session.js").Session} session
 */
export function listenToChips(slot, session) {
  slot.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const chip = target.closest("[data-chip], [data-chip-symptom]");
    if (!(chip instanceof HTMLElement)) return;
    const { chip: key, chipSymptom } = chip.dataset;
    const { marks } = session.state();
    if (target.closest("[data-chip-clear]")) {
      if (key) session.put(remove(marks, [key]));
      else if (chipSymptom) session.dropSymptom(chipSymptom);
    } else if (key && target.closest("[data-chip-main]")) {
      session.put(new Map(marks).set(key, marks.get(key) === "main" ? "also" : "main"));
    }
  });
}
