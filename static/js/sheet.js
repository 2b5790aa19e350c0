// @ts-check
/**
 * The answer's sheet on a phone: it peeks, stands half open or fills the screen. On wide screens it is a column and this
 * changes nothing that is seen.
 */

import { need } from "./announce.js";

/** @typedef {"peek" | "half" | "full"} Height */

const DRAG_PX = 6;
/** What is shown of the answer stands below the handle. */
const HANDLE_PX = 18;
/** A flick faster than this (px per ms) goes one step on, however short. */
const FLICK = 0.4;
/** @type {readonly Height[]} */
const HEIGHTS = ["peek", "half", "full"];

/** @param {HTMLElement} sheet */
export function createSheet(sheet) {
  const handle = need(sheet, "[data-sheet-handle]");
  const body = need(sheet, "[data-sheet-body]");
  /** @type {HTMLElement | null} what is to be seen of the answer while the sheet peeks; null: its beginning */
  let shown = null;
  /** @type {{y: number, time: number, height: number, moved: boolean} | null} */
  let drag = null;

  /** @param {Height} height */
  function set(height) {
    sheet.dataset.sheet = height;
    sheet.style.removeProperty("--sheet-dragged");
    handle.setAttribute("aria-expanded", String(height !== "peek"));
    if (height === "peek") peek();
  }

  function peek() {
    if (!handle.offsetParent) return; // a column
    const from = body.getBoundingClientRect().top + HANDLE_PX;
    body.scrollTop = shown ? body.scrollTop + shown.getBoundingClientRect().top - from : 0;
  }

  function current() {
    return /** @type {Height} */ (sheet.dataset.sheet);
  }

  /** @param {number} by */
  function stepBy(by) {
    const index = HEIGHTS.indexOf(current()) + by;
    set(HEIGHTS[Math.min(Math.max(index, 0), HEIGHTS.length - 1)]);
  }

  /** @param {PointerEvent} event */
  function begin(event) {
    const isHandle = event.target instanceof Node && handle.contains(event.target);
    if (!isHandle && current() !== "peek") return;
    drag = { y: event.clientY, time: event.timeStamp, height: sheet.offsetHeight, moved: false };
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drag) return;
    const up = drag.y - event.clientY;
    if (!drag.moved && Math.abs(up) < DRAG_PX) return;
    if (!drag.moved) sheet.setPointerCapture(event.pointerId);
    drag.moved = true;
    sheet.style.setProperty("--sheet-dragged", `${Math.max(drag.height + up, 60)}px`);
  }

  /** @param {PointerEvent} event */
  function end(event) {
    if (!drag) return;
    const { y, time, height, moved } = drag;
    drag = null;
    if (!moved) return;
    const up = y - event.clientY;
    const speed = up / Math.max(event.timeStamp - time, 1);
    if (Math.abs(speed) > FLICK) stepBy(Math.sign(speed));
    else set(nearest((height + up) / window.innerHeight));
  }

  sheet.addEventListener("pointerdown", begin);
  sheet.addEventListener("pointermove", move);
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", end);
  body.addEventListener("click", ({ target }) => {
    if (current() === "peek" && target instanceof Element && target.closest("[data-warnings]")) set("full");
  });
  handle.addEventListener("click", () => set(current() === "peek" ? "full" : "peek"));

  return {
    set,
    current,

    /**
     * Say what of the answer is to be seen while the sheet peeks.
     * @param {HTMLElement | null} part
     */
    peekAt(part) {
      if (!part && !shown) return;
      shown = part;
      if (current() === "peek") peek();
    },
  };
}

/**
 * @param {number} share of the screen's height
 * @returns {Height}
 */
function nearest(share) {
  return share < 0.34 ? "peek" : share < 0.7 ? "half" : "full";
}
