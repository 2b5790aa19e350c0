// @ts-check
/**
 * The form's checkboxes: the page's one truth about what hurts. Reads and writes them as marks; knows each place's words
 * and best view. Fails loudly when the form is not what the templates promise.
 */

import { NO_MARKS } from "./marks.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {{mark: HTMLInputElement, main: HTMLInputElement}} Boxes */
/** @typedef {ReturnType<typeof createMarksForm>} MarksForm */

/**
 * Take charge of the form.
 * @param {HTMLFormElement} form
 */
export function createMarksForm(form) {
  /** @type {Map<string, Boxes>} */
  const boxes = new Map();
  for (const mark of inputs(form, "mark")) {
    const main = mark.closest("[data-row]")?.querySelector(`input[name="main"][value="${mark.value}"]`);
    if (!(main instanceof HTMLInputElement)) throw new Error(`no box for the main pain beside ${mark.value}`);
    boxes.set(mark.value, { mark, main });
  }
  if (!boxes.size) throw new Error("the form lists no places to mark");
  const symptomBoxes = new Map(inputs(form, "symptom").map((input) => [input.value, input]));

  /** @returns {Marks} */
  function read() {
    /** @type {Map<string, import("./marks.js").Weight>} */
    const marks = new Map(NO_MARKS);
    for (const [key, { mark, main }] of boxes) if (mark.checked) marks.set(key, main.checked ? "main" : "also");
    return marks;
  }

  return {
    element: form,
    version: form.dataset.catalogueVersion ?? "",
    read,

    /**
     * Tick what is marked now, and untick what was before: asking every box would take its time at each tap.
     * @param {Marks} marks
     * @param {Marks} before
     */
    write(marks, before) {
      for (const key of new Set([...before.keys(), ...marks.keys()])) {
        const pair = boxes.get(key);
        if (!pair) continue;
        pair.mark.checked = marks.has(key);
        pair.main.checked = marks.get(key) === "main";
      }
    },

    /** @returns {string[]} */
    readSymptoms: () => [...symptomBoxes.values()].filter((input) => input.checked).map((input) => input.value),

    /** @param {readonly string[]} ids */
    writeSymptoms(ids) {
      for (const [id, input] of symptomBoxes) input.checked = ids.includes(id);
    },

    /** @param {string} id */
    hasSymptom: (id) => symptomBoxes.has(id),

    /** @param {string} key */
    has: (key) => boxes.has(key),

    /**
     * Give the present key of a place: itself, or the one that an older name now stands for.
     * @param {string} key
     * @returns {string | null}
     */
    resolve: (key) => (boxes.has(key) ? key : null),

    /**
     * Give the place's words, such as "left temple".
     * @param {string} key
     */
    label: (key) => boxes.get(key)?.mark.dataset.label ?? key,

    /**
     * Give the view in which the place is seen best.
     * @param {string} key
     */
    bestView: (key) => boxes.get(key)?.mark.dataset.bestView ?? "",

    /**
     * Tell the listener when a person ticks or unticks; a place cannot be the main pain without being marked.
     * @param {() => void} listener
     */
    onTick(listener) {
      form.addEventListener("change", ({ target }) => {
        if (!(target instanceof HTMLInputElement) || !target.name) return;
        const pair = boxes.get(target.value);
        if (pair && target === pair.mark && !target.checked) pair.main.checked = false;
        if (pair && target === pair.main && target.checked) pair.mark.checked = true;
        listener();
      });
    },
  };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement[]}
 */
function inputs(form, name) {
  return [...form.querySelectorAll(`input[name="${name}"]`)].filter((input) => input instanceof HTMLInputElement);
}
