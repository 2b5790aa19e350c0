// @ts-check
/**
 * The one offer over the figure: a button that proposes a better view ("Closer: Head, left").
 */

/**
 * @param {HTMLButtonElement} button
 * @param {import("./views.js").Views} views
 */
export function createOffer(button, views) {
  let view = "";
  /** @type {() => void} */
  let after = () => {};

  function clear() {
    button.hidden = true;
    view = "";
  }

  button.addEventListener("click", () => {
    void views.open(view).then(after);
    clear();
  });

  return {
    clear,

    /**
     * Propose a view, unless it is the one shown.
     * @param {string} words what the view is better for: "Closer", "Seen best"
     * @param {string} id
     * @param {() => void} [then]
     */
    propose(words, id, then = () => {}) {
      if (!id || id === views.current()) return clear();
      view = id;
      after = then;
      button.textContent = `${words}: ${views.label(id)}`;
      button.hidden = false;
    },
  };
}
