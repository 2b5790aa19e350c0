// @ts-check
/**
 * The list of places: filtered by plain words, with the pain areas that fit above it, counts on its groups, and what is
 * pointed at or focused told to the figure. On a phone it is a panel that opens over the map.
 */

import { capital, need } from "./announce.js";
import { find, readQuery } from "./words.js";

/** @typedef {import("./words.js").Entry & {row: HTMLElement}} RowEntry */
/** @typedef {import("./words.js").Entry & {values: string[]}} AreaEntry */

/** More suggestions than these push the list out of sight. */
const MOST_AREAS = 3;

/**
 * @param {HTMLElement} root the list's section
 * @param {{markAll: (keys: string[], words: string) => void, point: (key: string | null) => void,
 *   focus: (key: string | null) => void, covers: HTMLElement[], opener: HTMLElement}} actions
 *   `covers`: what cannot be reached while the list lies over it; `opener`: the button that opens it there
 */
export function createList(root, actions) {
  const input = /** @type {HTMLInputElement} */ (need(root, "[data-search-input]"));
  const note = need(root, "[data-search-note]");
  const hits = need(root, "[data-area-hits]");
  const template = /** @type {HTMLTemplateElement} */ (need(root, "[data-area-template]"));
  const scroll = need(root, "[data-list-scroll]");
  const hint = note.textContent ?? "";
  const groups = /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll("details")]);
  const rows = [...root.querySelectorAll("[data-row], [data-symptom-row]")].map(readRow);
  const areas = [...root.querySelectorAll("[data-area]")].map(readArea);
  /** @type {Set<Element>} */
  let opened = new Set();

  function filter() {
    const query = readQuery(input.value);
    const isAsked = query.words.length > 0;
    const found = isAsked ? new Set(find(rows, query).map(({ row }) => row)) : null;
    for (const { row } of rows) row.hidden = found !== null && !found.has(row);
    if (isAsked && !root.dataset.filtered) opened = new Set(groups.filter((group) => group.open));
    for (const group of groups) {
      const isEmpty = found !== null && ![...found].some((row) => group.contains(row));
      group.hidden = isEmpty;
      if (isAsked) group.open = !isEmpty;
      else if (root.dataset.filtered) group.open = opened.has(group);
    }
    const near = find(areas, query).slice(0, MOST_AREAS);
    hits.replaceChildren(...near.map((area) => offer(area, query.side)));
    hits.hidden = near.length === 0;
    root.dataset.filtered = isAsked ? "yes" : "";
    scroll.scrollTop = 0;
    note.textContent = found ? tell(found.size) : hint;
  }

  /**
   * @param {AreaEntry} area
   * @param {"left" | "right" | null} asked
   */
  function offer(area, asked) {
    const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    need(item, "[data-area-name]").textContent = capital(area.label);
    for (const button of item.querySelectorAll("button")) {
      const side = button.dataset.areaSide ?? "";
      const isBoth = side === "both";
      const keys = area.values.filter((value) => isBoth || value.endsWith(`:${side}`) || value.endsWith(":midline"));
      const isSided = area.values.some((value) => !value.endsWith(":midline"));
      const words = isSided ? `${area.label}, ${isBoth ? "both sides" : side}` : area.label;
      button.hidden = isSided ? side === "midline" || (asked !== null && side !== asked) : side !== "midline";
      button.setAttribute("aria-label", `Mark ${words}`);
      button.addEventListener("click", () => actions.markAll(keys, words));
      button.addEventListener("pointerenter", () => actions.point(keys[0]));
      button.addEventListener("pointerleave", () => actions.point(null));
    }
    return item;
  }

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    const hadFocus = root.contains(document.activeElement);
    root.dataset.open = isOpen ? "yes" : "";
    const isPanel = getComputedStyle(root).position === "fixed";
    for (const part of actions.covers) part.inert = isOpen && isPanel;
    if (isOpen) input.focus();
    else if (hadFocus && isPanel) actions.opener.focus();
  }

  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "Escape" || !input.value) return;
    input.value = "";
    filter();
    event.stopPropagation();
  });
  root.addEventListener("pointerover", ({ target }) => actions.point(keyOf(target)));
  root.addEventListener("pointerleave", () => actions.point(null));
  root.addEventListener("focusin", ({ target }) => actions.focus(isVisiblyFocused(target) ? keyOf(target) : null));
  root.addEventListener("focusout", () => actions.focus(null));
  need(root, "[data-close-list]").addEventListener("click", () => toggle(false));
  actions.opener.addEventListener("click", () => toggle(true));

  return {
    open: () => toggle(true),
    close: () => toggle(false),
    isOpen: () => root.dataset.open === "yes",

    /** Write on each group how much of it is ticked. */
    count() {
      for (const group of groups) {
        const number = group.querySelectorAll('input:checked:not([name="main"])').length;
        const words = number ? `${number} marked` : "";
        const badge = need(group, "[data-group-count]");
        if (badge.textContent === words) continue;
        badge.hidden = number === 0;
        badge.textContent = words;
      }
    },

    /** Open the groups that have marks. */
    unfold() {
      for (const group of groups) if (group.querySelector("input:checked")) group.open = true;
    },
  };
}

/** @param {number} number */
function tell(number) {
  if (number === 0) return "No place has these words. Try a nearby part of the body, or tap the figure.";
  return number === 1 ? "1 place fits." : `${number} places fit.`;
}

/**
 * @param {Element} row
 * @returns {RowEntry}
 */
function readRow(row) {
  if (!(row instanceof HTMLElement)) throw new Error("a row of the list is no element of the page");
  const label = row.querySelector(".row-name, .box-symptom")?.textContent ?? "";
  return { id: row.dataset.row ?? "", label, also: row.dataset.also ?? "", row };
}

/**
 * @param {Element} item
 * @returns {AreaEntry}
 */
function readArea(item) {
  if (!(item instanceof HTMLElement)) throw new Error("an area of the list is no element of the page");
  const { area = "", label = "", also = "", values = "" } = item.dataset;
  return { id: area, label, also, values: values.split(" ") };
}

/** @param {EventTarget | null} target */
function keyOf(target) {
  const box = target instanceof Element ? target.closest(".box, input")?.closest(".box") : null;
  return box?.querySelector("input")?.value ?? null;
}

/** @param {EventTarget | null} target */
function isVisiblyFocused(target) {
  return target instanceof Element && target.matches(":focus-visible");
}
