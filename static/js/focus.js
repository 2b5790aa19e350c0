// @ts-check
/**
 * Keeping the keyboard's place while the answer is made anew: a control is found again by what it is about.
 */

const TITLE = "[data-answer-title]";

/**
 * Remember which control of the answer has the focus.
 * @param {HTMLElement} slot
 * @param {HTMLElement} retry the button above the answer that goes away with the new one
 * @returns {string | null} a selector
 */
export function rememberFocus(slot, retry) {
  const focused = document.activeElement;
  if (focused === retry) return TITLE;
  if (!(focused instanceof HTMLElement) || !slot.contains(focused)) return null;
  const chip = focused.closest("[data-chip]");
  if (chip instanceof HTMLElement) {
    const part = focused.matches("[data-chip-main]") ? "[data-chip-main]" : "[data-chip-clear]";
    return `[data-chip="${chip.dataset.chip}"] ${part}`;
  }
  const item = focused.closest("[data-candidate-item]");
  if (item instanceof HTMLElement) return `[data-candidate-item="${item.dataset.candidateItem}"] [data-pin]`;
  return TITLE;
}

/**
 * Give the focus back to the same control, or to the answer's title where it is gone.
 * @param {HTMLElement} slot
 * @param {string | null} selector
 */
export function restoreFocus(slot, selector) {
  if (!selector) return;
  const again = slot.querySelector(selector) ?? slot.querySelector(TITLE);
  if (again instanceof HTMLElement && again !== document.activeElement) again.focus({ preventScroll: true });
}
