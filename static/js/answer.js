// @ts-check
/**
 * Asking the server and putting its answer in place: one question at a time, the newest wins. What hurts goes in the
 * body of a POST and nowhere else. An answer that no longer fits what is marked is shown as such.
 */

import { need } from "./announce.js";
import { rememberFocus, restoreFocus } from "./focus.js";
import { holdBack, letGo, soon } from "./frames.js";
import { patch, patchRest } from "./patch.js";

const FRAGMENT = "text/vnd.knotmap.fragment+html";
/** Where the server cuts a long answer, in the middle of its candidates: what follows is out of sight at first. */
const FOLD = "<!--fold-->";
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
  /** @type {AbortController | null} */
  let running = null;
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
    running?.abort();
    const mine = (running = new AbortController());
    wantsAll = all;
    isAwaited = true;
    holdBack();
    const { marks, symptoms } = actions.state();
    if (empty && marks.size + symptoms.length === 0) {
      put(/** @type {Element} */ (read(empty)));
      return;
    }
    const body = new URLSearchParams();
    for (const [key, weight] of marks) {
      body.append("mark", key);
      if (weight === "main") body.append("main", key);
    }
    for (const id of symptoms) body.append("symptom", id);
    if (all) body.append("limit", "all");
    const html = await fetchAnswer(body, mine.signal);
    if (mine !== running) return;
    const [beginning = "", tail] = html?.split(FOLD) ?? [];
    const answer = read(beginning);
    if (answer) return put(answer, tail);
    isAwaited = false;
    show(true);
    letGo();
  }

  /**
   * @param {URLSearchParams} body
   * @param {AbortSignal} signal
   * @returns {Promise<string | null>} null when the connection failed or the question was dropped
   */
  async function fetchAnswer(body, signal) {
    const slow = setTimeout(() => slot.setAttribute("aria-busy", "true"), SLOW_MS);
    try {
      const response = await fetch(form.action, { method: "POST", headers: { Accept: FRAGMENT }, body, signal });
      return await response.text();
    } catch {
      return null; // the caller tells a dropped question from a failed one
    } finally {
      clearTimeout(slow);
      if (slot.hasAttribute("aria-busy")) slot.removeAttribute("aria-busy");
    }
  }

  const again = () => void ask(wantsAll);
  retry.addEventListener("click", again);
  addEventListener("online", () => {
    if (!stale.hidden) again();
  });

  return { ask };
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

/**
 * Read an answer's HTML.
 * @param {string} html
 * @returns {Element | null} null when it is no answer
 */
function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("[data-answer]");
}
