// @ts-check
/**
 * Asking the server and putting its answer in place: one question at a time, the newest wins. What hurts goes in the
 * body of a POST and nowhere else.
 */

const FRAGMENT = "text/vnd.knotmap.fragment+html";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} slot
 * @param {{answered: (answer: HTMLElement) => void, failed: () => void}} actions
 */
export function createAnswer(form, slot, actions) {
  /** @type {AbortController | null} */
  let running = null;
  const first = slot.querySelector("[data-answer]");
  const empty = first instanceof HTMLElement && first.dataset.state === "empty" ? first.cloneNode(true) : null;

  /** @param {DocumentFragment | Node} content */
  function put(content) {
    const focus = rememberFocus(slot);
    slot.replaceChildren(content);
    slot.removeAttribute("aria-busy");
    restoreFocus(slot, focus);
    const answer = slot.querySelector("[data-answer]");
    if (!(answer instanceof HTMLElement)) throw new Error("the server's answer has no [data-answer]");
    actions.answered(answer);
  }

  return {
    /**
     * Ask for the candidates of what is ticked now.
     * @param {boolean} [all] the whole list
     */
    async ask(all = false) {
      running?.abort();
      const mine = (running = new AbortController());
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) body.append(name, String(value));
      if (empty && ![...body.keys()].length) {
        put(empty.cloneNode(true));
        return;
      }
      if (all) body.append("limit", "all");
      slot.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(form.action, { method: "POST", headers: { Accept: FRAGMENT }, body, signal: mine.signal });
        const html = await response.text();
        if (mine !== running) return;
        const template = document.createElement("template");
        template.innerHTML = html;
        if (!template.content.querySelector("[data-answer]")) throw new Error(`answer ${response.status} is no answer`);
        put(template.content);
      } catch (error) {
        if (mine !== running || mine.signal.aborted) return;
        slot.removeAttribute("aria-busy");
        actions.failed();
      }
    },
  };
}

/**
 * Remember which control of the answer has the focus, by what it is about.
 * @param {HTMLElement} slot
 * @returns {string | null} a selector
 */
function rememberFocus(slot) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !slot.contains(focused)) return null;
  const chip = focused.closest("[data-chip]");
  if (chip instanceof HTMLElement) {
    const part = focused.matches("[data-chip-main]") ? "[data-chip-main]" : "[data-chip-clear]";
    return `[data-chip="${chip.dataset.chip}"] ${part}`;
  }
  const card = focused.closest("[data-candidate]");
  if (card instanceof HTMLElement) return `[data-candidate="${card.dataset.candidate}"] [data-pin]`;
  return "[data-answer-title]";
}

/**
 * Give the focus back to the same control, or to the answer's title where it is gone.
 * @param {HTMLElement} slot
 * @param {string | null} selector
 */
function restoreFocus(slot, selector) {
  if (!selector) return;
  const again = slot.querySelector(selector) ?? slot.querySelector("[data-answer-title]");
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
