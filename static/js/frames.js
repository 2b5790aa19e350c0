// @ts-check
/**
 * Work that can wait until what was just changed is on the screen: for the next frame, or, while something is awaited that
 * a person looks for, for the frame after that has come.
 */

/** An answer from far away may take its time; what waits for it does not wait longer than this (ms). */
const MOST_MS = 300;

/** A page that is never idle does its work all the same, after this (ms). */
const IDLE_MS = 100;

/** @type {Set<() => void>} */
const waiting = new Set();
/** The timer that ends the waiting; 0 when nothing is awaited. */
let held = 0;

/**
 * Do something after the next frame; once, however often it is asked for until then. Leaving the page does it at once.
 * @param {() => void} work
 */
export function afterFrame(work) {
  if (!waiting.size && !held) soon(flush);
  waiting.add(work);
}

/** Keep work back from now on: something is on its way that must not wait for it. */
export function holdBack() {
  clearTimeout(held);
  held = window.setTimeout(letGo, MOST_MS);
}

/** What was awaited is in place: do what waits when it is on the screen. */
export function letGo() {
  clearTimeout(held);
  held = 0;
  if (waiting.size) soon(flush);
}

/**
 * Do something when what was just changed is on the screen and the page has nothing better to do, whatever is awaited.
 * @param {() => void} work
 */
export function soon(work) {
  requestAnimationFrame(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: IDLE_MS });
    else setTimeout(work);
  });
}

function flush() {
  if (!held) doAll();
}

function doAll() {
  const now = [...waiting];
  waiting.clear();
  for (const work of now) work();
}

addEventListener("pagehide", doAll);
