// @ts-check
/**
 * Putting the answer to what is marked in place. One that no longer fits what is marked is shown as such.
 */

import { need } from "./announce.js";
import { rememberFocus, restoreFocus } from "./focus.js";
import { holdBack, letGo, soon } from "./frames.js";
import { patch, patchRest } from "./patch.js";
import { createQuestions, read } from "./questions.js";

/** What is open where an answer is cut. */
const OPEN = "<section data-answer><ol>";
/** An answer that takes longer than this is shown to be on its way. */
const SLOW_MS = 400;

/** @typedef {import("./session.js").State} State */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} slot
 * @param {{state: () => State, answered: () => void, filled: (words: string) => void}} actions
 *   `answered`: some of it is in place; `filled`: all of it is, a frame after what is seen, and is this in words
 */
export function createAnswer(form, slot, actions) {
  const stale = need(form, "[data-stale]");
  const retry = need(stale, "[data-retry]");
  const questions = createQuestions(form.action);
  /** @type {(() => void) | null} */
  let rest = null;
  let isAwaited = false;
  let wantsAll = false;
  const first = slot.querySelector("[data-answer]");
  const empty = first instanceof HTMLElement && first.dataset.state === "empty" ? first.outerHTML : null;

  /**
   * Put what is seen of an answer in place, and the rest when that is on the screen.
   * @param {Element} answer
   * @param {string} [tail] its HTML after the fold
   */
  function put(answer, tail) {
    isAwaited = false;
    const shown = need(slot, "[data-answer]");
    const from = answer.querySelector("[data-candidates]")?.childElementCount ?? 0;
    keepingFocus(() => {
      show(false);
      patch(shown, answer, tail !== undefined);
    });
    actions.answered();
    rest = () => {
      const more = tail === undefined ? null : read(OPEN + tail);
      if (more) {
        keepingFocus(() => patchRest(shown, more, from));
        actions.answered();
      }
      actions.filled(summary(shown));
      if (!isAwaited) letGo();
    };
    soon(fill);
  }

  function fill() {
    const work = rest;
    rest = null;
    work?.();
  }

  /** @param {() => void} change */
  function keepingFocus(change) {
    const focus = rememberFocus(slot, retry);
    change();
    restoreFocus(slot, focus);
  }

  /** @param {boolean} isStale whether what is shown is not the answer to what is marked */
  function show(isStale) {
    slot.toggleAttribute("data-outdated", isStale);
    stale.hidden = !isStale;
  }

  /**
   * Ask for the candidates of what is marked now.
   * @param {boolean} [all] the whole list
   */
  async function ask(all = false) {
    wantsAll = all;
    isAwaited = true;
    holdBack();
    const state = actions.state();
    if (isEmpty(state)) {
      questions.drop();
      put(/** @type {Element} */ (read(/** @type {string} */ (empty))));
      return;
    }
    const slow = setTimeout(() => slot.setAttribute("aria-busy", "true"), SLOW_MS);
    const { answer, isNewest } = await questions.ask(state, all);
    clearTimeout(slow);
    if (slot.hasAttribute("aria-busy")) slot.removeAttribute("aria-busy");
    if (!isNewest) return;
    if (answer) return put(answer.beginning, answer.tail);
    isAwaited = false;
    show(true);
    letGo();
  }

  /** @param {State} state */
  function isEmpty({ marks, symptoms }) {
    return empty !== null && marks.size + symptoms.length === 0;
  }

  const again = () => void ask(wantsAll);
  retry.addEventListener("click", again);
  addEventListener("online", () => {
    if (!stale.hidden) again();
  });

  return {
    ask,

    /**
     * Ask ahead what will be asked when a press turns out to be a tap: by then the answer is often there.
     * @param {State | null} state null when it will not be asked after all
     */
    foresee: (state) => questions.foresee(state && !isEmpty(state) ? state : null),
  };
}

/**
 * Say in a few words what is answered.
 * @param {HTMLElement} answer
 */
function summary(answer) {
  const { state, total } = answer.dataset;
  const first = answer.querySelector("[data-candidate]");
  const name = first instanceof HTMLElement ? `; first: ${first.dataset.name}` : "";
  return state === "answer" ? `${total === "1" ? "1 candidate" : `${total} candidates`}${name}` : "";
}
