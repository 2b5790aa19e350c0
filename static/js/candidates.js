// @ts-check
/**
 * Candidates of the answer that are pointed at, focused or pinned: says which patterns are to be drawn and in which
 * view. Pointing draws where one is, as long as that view says enough, and otherwise turns the figure for as long as
 * one points; pinning turns it for good. A second one can be compared with the pinned one.
 */

import { isSeenIn } from "./patterns.js";

/** @typedef {import("./patterns.js").Pattern} Pattern */

/** Turning the figure waits until the pointer rests, so that crossing the list does not make it flicker. */
const INTENT_MS = 140;

/**
 * @param {HTMLElement} slot where the answer stands
 * @param {import("./views.js").Views} views
 * @param {import("./figure.js").Figure} figure
 * @param {{pinned: (patterns: Pattern[]) => void, offer: (pattern: Pattern | null) => void,
 *   bestView: (pattern: Pattern) => string, compared: (first: Pattern | null, second: Pattern | null) => void,
 *   drawn: (patterns: Pattern[]) => void, read: (data: DOMStringMap) => Pattern}} actions
 *   `bestView`: where a pattern is seen best, with what is marked; `drawn`: which patterns are on the figure now;
 *   `read`: a card's pattern on the body that is shown
 */
export function createCandidates(slot, views, figure, actions) {
  /** @type {Pattern | null} */
  let pinned = null;
  /** @type {Pattern | null} */
  let second = null;
  /** @type {Pattern[]} */
  let pointed = [];
  /** @type {string | null} the view to go back to when pointing ends */
  let home = null;
  let timer = 0;

  function draw() {
    const isCompared = pointed.length === 1 && second !== null && [pinned?.key, second.key].includes(pointed[0].key);
    const isPointed = pointed.length > 0 && !isCompared;
    const first = isPointed ? pointed : pinned ? [pinned] : [];
    const compared = isPointed ? null : second;
    figure.showPatterns(first, compared);
    actions.drawn(compared ? [...first, compared] : first);
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
    void views.open(actions.bestView(pattern));
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
    second = null;
    settle();
    actions.offer(null);
    if (!pattern) return;
    void views.open(actions.bestView(pattern)).then(() => {
      if (pinned === pattern) actions.pinned([pattern]);
    });
  }

  /** @param {Pattern | null} pattern to stand beside the pinned one */
  function compare(pattern) {
    second = pattern;
    settle();
    if (!pinned || !pattern) return;
    const both = [pinned, pattern];
    const here = views.current();
    const shared = [here, ...pattern.zoneViews].find((view) => both.every(({ points }) => points.has(view)));
    const isSeen = both.every((one) => isSeenIn(one, here, figure.has));
    void views.open(shared ?? (isSeen ? here : actions.bestView(pattern))).then(() => {
      if (second === pattern) actions.pinned(both);
    });
  }

  /** Draw what is pinned, and nothing that is pointed at. */
  function settle() {
    pointed = [];
    home = null;
    describe();
    draw();
  }

  function describe() {
    slot.classList.toggle("has-pinned", pinned !== null);
    slot.classList.toggle("has-second", second !== null);
    for (const item of slot.querySelectorAll("[data-candidate-item]")) {
      const key = item instanceof HTMLElement ? item.dataset.candidateItem : "";
      item.classList.toggle("is-pinned", key === pinned?.key);
      item.classList.toggle("is-second", key === second?.key);
      item.querySelector("[data-pin]")?.setAttribute("aria-pressed", String(key === pinned?.key));
      item.querySelector("[data-compare]")?.setAttribute("aria-pressed", String(key === second?.key));
    }
    actions.compared(second && pinned, second);
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
    return cards.flatMap((card) => (card instanceof HTMLElement ? [actions.read(card.dataset)] : []));
  }

  /**
   * @param {Pattern | null} pattern
   * @returns {Pattern | null} what it is in the present answer, null where it is no candidate any more
   */
  function again(pattern) {
    const card = pattern && cardOf(pattern.key);
    return card instanceof HTMLElement ? actions.read(card.dataset) : null;
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
    if (pattern && target.closest("[data-compare]")) compare(pattern.key === second?.key ? null : pattern);
    else if (pattern) pin(pattern.key === pinned?.key ? null : pattern);
  });

  return {
    unpin: () => pin(null),
    endComparing: () => compare(null),
    isPinned: () => pinned !== null,
    isComparing: () => second !== null,

    /** @returns {HTMLElement | null} */
    pinnedItem: () => slot.querySelector("[data-candidate-item].is-pinned"),

    /** Take in a new answer: what was pinned stays so where it is still a candidate. */
    refresh() {
      clearTimeout(timer);
      if (!pinned && !pointed.length && !home) return;
      pinned = again(pinned);
      second = pinned && again(second);
      settle();
    },
  };
}
