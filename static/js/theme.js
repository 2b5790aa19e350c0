// @ts-check
/**
 * Light or dark. Runs before the first paint, as a classic script in the head, so that no page flashes the wrong
 * colours: marks the page as scripted, applies the remembered choice, and lets [data-theme-switch] change it.
 * Without a choice the system's setting rules.
 */
(() => {
  const KEY = "knotmap-theme";
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} */
  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is refused in some private modes; the choice then lasts for this page
    }
  }

  /** @param {string} theme */
  function remember(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // see above
    }
  }

  function current() {
    return root.dataset.theme ?? (prefersDark.matches ? "dark" : "light");
  }

  function describe() {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.setAttribute("aria-pressed", String(current() === "dark"));
    }
  }

  root.dataset.js = "";
  const choice = remembered();
  if (choice === "dark" || choice === "light") root.dataset.theme = choice;
  prefersDark.addEventListener("change", describe);
  document.addEventListener("DOMContentLoaded", describe);
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest("[data-theme-switch]")) return;
    root.dataset.theme = current() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
    describe();
  });
})();
