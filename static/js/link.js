// @ts-check
/**
 * The page's own link: what is marked is written into the address, and what an address says is taken over.
 */

import { readFragment, tellDropped, writeFragment } from "./address.js";
import { afterFrame } from "./frames.js";

/** @typedef {import("./session.js").State} State */

/**
 * @param {import("./form.js").MarksForm} form
 * @param {() => State} state
 * @param {{restored: (state: State) => void, note: (words: string) => void, point: () => string | null,
 *   explored: (point: string | null) => void}} actions `point`: the trigger point that is looked at
 */
export function createLink(form, state, actions) {
  function write() {
    const { marks, symptoms } = state();
    const fragment = writeFragment(marks, symptoms, form.version, actions.point());
    history.replaceState(null, "", fragment ? `/#${fragment}` : "/");
  }

  /** Take over what the address says, and say what it named in vain. */
  function restore() {
    const restored = readFragment(location.hash, { resolveMark: form.resolve, hasSymptom: form.hasSymptom });
    const { marks, symptoms } = restored;
    if (restored.dropped.length) actions.note(tellDropped(restored, form.version));
    if (marks.size || symptoms.length) actions.restored({ marks, symptoms });
    actions.explored(restored.point);
  }

  window.addEventListener("hashchange", restore);
  // The fragment belongs to the marks: a link to a part of the page only moves the focus.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const target = link && document.querySelector(link.getAttribute("href") ?? "");
    if (!(target instanceof HTMLElement)) return;
    event.preventDefault();
    target.focus();
  });

  return {
    restore,

    /** Write the address when the frame is drawn: the browser takes its time over it. */
    write: () => afterFrame(write),
  };
}
