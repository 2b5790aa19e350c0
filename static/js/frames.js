// @ts-check
/**
 * Work that can wait until what was just changed is on the screen.
 */

/** @type {Set<() => void>} */
const waiting = new Set();

/**
 * Do something after the next frame; once, however often it is asked for until then. Leaving the page does it at once.
 * @param {() => void} work
 */
export function afterFrame(work) {
  if (!waiting.size) requestAnimationFrame(() => setTimeout(flush));
  waiting.add(work);
}

function flush() {
  const now = [...waiting];
  waiting.clear();
  for (const work of now) work();
}

addEventListener("pagehide", flush);
