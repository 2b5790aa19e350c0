// @ts-check
/**
 * Keys: on the figure arrows move, plus and minus zoom, zero shows all; anywhere Ctrl+Z takes back, a slash goes to the
 * search, Escape lets go of what is pinned. Typing in a field is left alone.
 */

const PAN_PX = 60;
const ZOOM_FACTOR = 1.4;

/** @type {Readonly<Record<string, [number, number]>>} */
const ARROWS = { ArrowLeft: [PAN_PX, 0], ArrowRight: [-PAN_PX, 0], ArrowUp: [0, PAN_PX], ArrowDown: [0, -PAN_PX] };

/**
 * Listen to keys.
 * @param {import("./stage.js").Stage} stage
 * @param {{undo: () => void, search: () => void, escape: () => void}} actions
 * @returns {{isSpaceHeld: () => boolean}}
 */
export function listenToKeys(stage, actions) {
  let isSpaceHeld = false;

  stage.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) stage.pan(...arrow);
    else if (event.key === "+" || event.key === "=") stage.zoom(ZOOM_FACTOR);
    else if (event.key === "-" || event.key === "_") stage.zoom(1 / ZOOM_FACTOR);
    else if (event.key === "0" || event.key === "Home") stage.whole();
    else if (event.key === " ") isSpaceHeld = true;
    else return;
    stage.canvas.dataset.holding = isSpaceHeld ? "yes" : "no";
    event.preventDefault();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== " ") return;
    isSpaceHeld = false;
    stage.canvas.dataset.holding = "no";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") actions.escape();
    if (isTyping(event.target)) return;
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (isUndo) actions.undo();
    else if (event.key === "/" && !event.ctrlKey && !event.metaKey) actions.search();
    else return;
    event.preventDefault();
  });
  return { isSpaceHeld: () => isSpaceHeld };
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
