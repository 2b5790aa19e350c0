// @ts-check
/**
 * Candidates of the answer that are pointed at, focused or pinned: says which patterns are to be drawn and in which
 * view. Pointing draws where one is, as long as that view says enough, and otherwise turns the figure for as long as
 * one points; pinning turns it for good.
 */

import { bestViewOf, isSeenIn, readPattern } from "./patterns.js";

/** @typedef {import("./patterns.js").Pattern} Pattern */

/** Turning the figure waits until the pointer rests, so that crossing the list does not make it flicker. */
const INTENT_MS = 140;

/**
 * @param {HTMLElement} slot where the answer stands
 * @param {import("./views.js").Views} views
 * @param {import("./figure.js").Figure} figure
 * @param {{pinned: (pattern: Pattern) => void, offer: (pattern: Pattern | null) => void}} actions
 */
export function createCandidates(slot, views, figure, actions) {
  /** @type {Pattern | null} */
  let pinned = null;
  /** @type {Pattern[]} */
  let pointed = [];
  /** @type {string | null} the view to go back to when pointing ends */
  let home = null;
  let timer = 0;

  function draw() {
    figure.showPatterns(pointed.length ? pointed : pinned ? [pinned] : []);
  }

  /** @param {Pattern[]} next */
  function point(next) {
    clearTimeout(timer);
    pointed = next;
    draw();
    const [pattern] = next;
    timer = window.setTimeout(() => (pattern ? turnTo(pattern) : turnBack()), INTENT_MS);
  }

  /** @param {Pattern} pattern */
  function turnTo(pattern) {
    if (isSeenIn(pattern, views.current(), figure.has)) {
      if (!pinned) actions.offer(pattern);
      return;
    }
    home ??= views.current();
    void views.open(bestViewOf(pattern));
  }

  function turnBack() {
    if (!pinned) actions.offer(null);
    if (home) void views.open(home);
    home = null;
  }

  /** @param {Pattern | null} pattern */
  function pin(pattern) {
    clearTimeout(timer);
    pinned = pattern;
    pointed = [];
    home = null;
    describe();
    draw();
    actions.offer(null);
    if (!pattern) return;
    void views.open(bestViewOf(pattern)).then(() => {
      if (pinned === pattern) actions.pinned(pattern);
    });
  }

  function describe() {
    for (const item of slot.querySelectorAll("[data-candidate-item]")) {
      const isPinned = item instanceof HTMLElement && item.dataset.candidateItem === pinned?.key;
      item.classList.toggle("is-pinned", isPinned);
      item.querySelector("[data-pin]")?.setAttribute("aria-pressed", String(isPinned));
    }
  }

  /**
   * @param {EventTarget | null} target
   * @returns {Pattern[]}
   */
  function patternsAt(target) {
    if (!(target instanceof Element)) return [];
    const set = target.closest("[data-set]");
    const cards = set
      ? [...set.querySelectorAll("[data-set-point]")].map((link) => cardOf(link instanceof HTMLElement ? link.dataset.setPoint : ""))
      : [target.closest("[data-candidate-item]")?.querySelector("[data-candidate]")];
    return cards.flatMap((card) => (card instanceof HTMLElement ? [readPattern(card.dataset)] : []));
  }

  /** @param {string | undefined} key */
  const cardOf = (key) => slot.querySelector(`[data-candidate="${key}"]`);

  slot.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") point(patternsAt(event.target));
  });
  slot.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") point([]);
  });
  slot.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible")) point(patternsAt(target));
  });
  slot.addEventListener("focusout", () => point([]));
  slot.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || target.closest("a, summary, [data-chips]")) return;
    const [pattern] = target.closest("[data-candidate-item]") ? patternsAt(target) : [];
    if (pattern) pin(pattern.key === pinned?.key ? null : pattern);
  });

  return {
    unpin: () => pin(null),
    isPinned: () => pinned !== null,

    /** Take in a new answer: what was pinned stays so where it is still a candidate. */
    refresh() {
      clearTimeout(timer);
      const card = pinned && cardOf(pinned.key);
      pinned = card instanceof HTMLElement ? readPattern(card.dataset) : null;
      pointed = [];
      home = null;
      describe();
      draw();
    },
  };
}
