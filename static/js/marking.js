// @ts-check
/**
 * What a person does to the marks, and what is said of it: tapping, painting, marking an area, taking back, clearing.
 */

import { capital } from "./announce.js";

/** A place smaller than this on the screen is hard to hit; a closer view is offered (px). */
const SMALL_PX = 26;

/**
 * @param {{session: import("./session.js").Session, form: import("./form.js").MarksForm,
 *   figure: import("./figure.js").Figure, stage: import("./stage.js").Stage, views: import("./views.js").Views,
 *   offer: ReturnType<typeof import("./offers.js").createOffer>,
 *   announcer: ReturnType<typeof import("./announce.js").createAnnouncer>}} page
 */
export function createMarking({ session, form, figure, stage, views, offer, announcer }) {
  /** @param {string} key */
  function describe(key) {
    const weight = session.state().marks.get(key);
    const words = weight === "main" ? "main pain" : weight ? "marked" : "cleared";
    announcer.flash(`${capital(form.label(key))}: ${words}`);
  }

  /**
   * Turn to where at least one of the places is seen.
   * @param {readonly string[]} places
   */
  function showSome(places) {
    if (places.length && !places.some(figure.has)) void views.open(form.bestView(places[0]));
  }

  return {
    showSome,

    /**
     * @param {string} key
     * @param {boolean} isFinger
     */
    tap(key, isFinger) {
      if (!form.has(key)) throw new Error(`the figure has ${key}, the list has not`);
      const box = isFinger ? figure.box([key]) : null;
      session.cycle(key);
      describe(key);
      if (box && stage.sizeOnScreen(box) < SMALL_PX) offer.propose("Closer", form.bestView(key));
      else offer.clear();
    },

    /** @param {string} key */
    paint(key) {
      if (session.paint(key)) describe(key);
    },

    /**
     * @param {string[]} places
     * @param {string} words
     */
    markAll(places, words) {
      session.add(places);
      announcer.flash(`Marked: ${words}`);
      showSome(places);
    },

    undo() {
      if (session.undo()) announcer.flash("Taken back");
    },

    clear() {
      session.clear();
      announcer.flash("All marks cleared");
    },

    /** @param {string | null} key */
    hover(key) {
      figure.showHover(key);
      announcer.show(key ? capital(form.label(key)) : "");
    },

    /** @param {string | null} key */
    followFocus(key) {
      figure.showFocus(key);
      if (key) showSome([key]);
    },
  };
}
