// @ts-check
/**
 * The menu of the layers: boxes for what is drawn on the figure and for the body. Shows the preferences and tells their
 * changes; draws nothing. The browser opens and closes it, the place beside its button is given here.
 */

/** @typedef {import("./preferences.js").Preferences} Preferences */

const GAP_PX = 8;
/** As wide as the style sheet makes it. */
const WIDTH_PX = 320;

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} opener
 * @param {(change: Partial<Preferences>) => void} changed
 */
export function createLayersMenu(menu, opener, changed) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (menu.querySelectorAll("[data-layer]"));
  const bodies = /** @type {NodeListOf<HTMLInputElement>} */ (menu.querySelectorAll("[data-body-choice]"));

  menu.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.dataset.bodyChoice) changed({ body: target.dataset.bodyChoice });
    else if (target.dataset.layer) changed({ [target.dataset.layer]: target.checked });
  });
  menu.addEventListener("beforetoggle", () => {
    // Away from the figure, as far as there is room.
    const { bottom, left } = opener.getBoundingClientRect();
    const most = document.documentElement.clientWidth - WIDTH_PX - GAP_PX;
    menu.style.setProperty("--menu-top", `${bottom + GAP_PX}px`);
    menu.style.setProperty("--menu-start", `${Math.max(Math.min(left, most), GAP_PX)}px`);
  });

  return {
    isOpen: () => menu.matches(":popover-open"),

    /** @param {Readonly<Preferences>} preferences */
    show(preferences) {
      for (const box of boxes) box.checked = Reflect.get(preferences, box.dataset.layer ?? "") === true;
      for (const choice of bodies) choice.checked = choice.dataset.bodyChoice === preferences.body;
    },
  };
}
