// @ts-check
/**
 * The steps of marking: every change of what hurts goes through here, into the form, and can be taken back. Painting is
 * one step. Whoever must know of a change is told once, by `changed`.
 */

import { add, cycle, equal, NO_MARKS } from "./marks.js";
import { pop, push } from "./undo.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {{marks: Marks, symptoms: string[]}} State */
/** @typedef {ReturnType<typeof createSession>} Session */

/**
 * @param {import("./form.js").MarksForm} form
 * @param {(state: State, isSettled: boolean) => void} changed `isSettled` is false in the middle of painting
 */
export function createSession(form, changed) {
  let state = read();
  /** @type {import("./undo.js").Stack<State>} */
  let earlier = [];
  /** @type {State | null} the state when painting began */
  let beforePaint = null;

  /** @returns {State} */
  function read() {
    return { marks: form.read(), symptoms: form.readSymptoms() };
  }

  /**
   * @param {State} next
   * @param {boolean} [isSettled]
   */
  function set(next, isSettled = true) {
    form.write(next.marks, state.marks);
    state = next;
    form.writeSymptoms(next.symptoms);
    changed(state, isSettled);
  }

  /** @param {State} next */
  function go(next) {
    earlier = push(earlier, state);
    set(next);
  }

  /**
   * Give the state after a tap on a place.
   * @param {string} key
   * @returns {State}
   */
  const cycled = (key) => ({ ...state, marks: cycle(state.marks, key) });

  form.onTick(() => go(read()));

  return {
    state: () => state,
    canUndo: () => earlier.length > 0,
    isEmpty: () => state.marks.size + state.symptoms.length === 0,

    /**
     * Start from a state that nobody made step by step, such as a link's.
     * @param {State} first
     */
    begin: set,

    cycled,

    /** @param {string} key */
    cycle: (key) => go(cycled(key)),

    /** @param {Marks} marks */
    put: (marks) => go({ ...state, marks }),

    /** @param {string} id */
    dropSymptom: (id) => go({ ...state, symptoms: state.symptoms.filter((other) => other !== id) }),

    /** @param {readonly string[]} keys */
    add: (keys) => go({ ...state, marks: add(state.marks, keys) }),

    clear: () => go({ marks: NO_MARKS, symptoms: [] }),

    /** @returns {boolean} whether there was anything to take back */
    undo() {
      const { stack, state: last } = pop(earlier);
      earlier = stack;
      if (last) set(last);
      return last !== undefined;
    },

    /**
     * Paint one more place.
     * @param {string} key
     * @returns {boolean} whether it was not marked before
     */
    paint(key) {
      beforePaint ??= state;
      if (state.marks.has(key)) return false;
      set({ ...state, marks: add(state.marks, [key]) }, false);
      return true;
    },

    /**
     * End painting: all of it becomes one step, or none of it stays.
     * @param {boolean} isKept
     */
    paintEnd(isKept) {
      const before = beforePaint;
      beforePaint = null;
      if (!before || equal(before.marks, state.marks)) return;
      if (isKept) earlier = push(earlier, before);
      set(isKept ? state : before);
    },
  };
}
