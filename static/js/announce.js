// @ts-check
/**
 * What the page says: politely to screen readers, on the readout over the figure, and as a note that can be closed.
 */

/** The readout of a tap stays long enough to be read, then gives the figure back. */
const READOUT_MS = 2500;

/**
 * @param {HTMLElement} root the map's form
 */
export function createAnnouncer(root) {
  const live = need(root, "[data-live]");
  const readout = need(root, "[data-readout]");
  const notice = need(root, "[data-notice]");
  const noticeText = need(root, "[data-notice-text]");
  let timer = 0;

  need(root, "[data-notice-close]").addEventListener("click", () => {
    notice.hidden = true;
  });

  /** @param {string} text */
  function show(text) {
    clearTimeout(timer);
    readout.textContent = text;
    readout.hidden = !text;
  }

  return {
    /** @param {string} text */
    say(text) {
      live.textContent = text;
    },

    /**
     * Show words over the figure; empty takes them away.
     * @param {string} text
     */
    show,

    /** @param {string} text */
    flash(text) {
      show(text);
      timer = window.setTimeout(() => show(""), READOUT_MS);
    },

    /** @param {string} text */
    note(text) {
      notice.hidden = false;
      noticeText.textContent = text;
    },
  };
}

/**
 * Find an element that the templates promise.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function need(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

/**
 * Begin with a capital letter.
 * @param {string} text
 */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
