// @ts-check
/**
 * Asking the server and putting its answer in place: one question at a time, the newest wins. What hurts goes in the
 * body of a POST and nowhere else. An answer that no longer fits what is marked is shown as such.
 */

import { need } from "./announce.js";
import { rememberFocus, restoreFocus } from "./focus.js";
import { afterFrame } from "./frames.js";
import { patch } from "./patch.js";

const FRAGMENT = "text/vnd.knotmap.fragment+html";
/** An answer that takes longer than this is shown to be on its way. */
const SLOW_MS = 400;

/** @typedef {import("./session.js").State} State */

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} slot
 * @param {{state: () => State, answered: (answer: HTMLElement) => void, filled: () => void}} actions
 *   `answered`: what can be seen of it is in place; `filled`: the rest of it too
 */
export function createAnswer(form, slot, actions) {
  const stale = need(form, "[data-stale]");
  const retry = need(stale, "[data-retry]");
  /** @type {AbortController | null} */
  let running = null;
  /** @type {(() => void)[]} */
  let rest = [];
  let wantsAll = false;
  const first = slot.querySelector("[data-answer]");
  const empty = first instanceof HTMLElement && first.dataset.state === "empty" ? first.outerHTML : null;

  /** @param {Element} answer */
  function put(answer) {
    const focus = rememberFocus(slot, retry);
    const shown = need(slot, "[data-answer]");
    show(false);
    rest = patch(shown, answer);
    restoreFocus(slot, focus);
    actions.answered(shown);
    if (rest.length) afterFrame(fill);
  }

  function fill() {
    const left = rest;
    rest = [];
    for (const work of left) work();
    if (left.length) actions.filled();
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
    const answer = html === null ? null : read(html);
    if (answer) put(answer);
    else show(true);
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
 * Read an answer's HTML.
 * @param {string} html
 * @returns {Element | null} null when it is no answer
 */
function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("[data-answer]");
}
