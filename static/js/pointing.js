// @ts-check
/**
 * Fingers, mouse and wheel on the canvas, turned into what the page understands. Feeds the state machine of
 * `gestures.js` and carries out what it says; the keyboard's space bar is asked for through `wantsPan`.
 */

import { HOLD_MS, IDLE, step } from "./gestures.js";

/** @typedef {import("./gestures.js").Pointing} Pointing */
/**
 * @typedef {object} Actions
 * @property {(key: string | null) => void} press what a tap would change if the pointer were lifted now
 * @property {(key: string, isFinger: boolean) => void} tap
 * @property {(key: string) => void} paint
 * @property {(kept: boolean) => void} paintEnd
 * @property {() => void} takeBackTap the first half of a double tap was no mark
 * @property {(key: string | null) => void} hover
 * @property {() => boolean | null} paints the paint switch; null: never touched
 * @property {() => boolean} explores whether taps ask what is there, and drags only move the picture
 * @property {(at: import("./gestures.js").Point) => void} explore
 * @property {() => boolean} wantsPan whether the space bar is held
 */

const DOUBLE_TAP_FACTOR = 2.2;
/** One notch of a wheel is about 100 units and should zoom by a fifth. */
const WHEEL_RATE = 0.0018;

/**
 * Listen on the canvas.
 * @param {import("./stage.js").Stage} stage
 * @param {Actions} actions
 */
export function listenToPointers(stage, actions) {
  const { canvas } = stage;
  let state = IDLE;
  let holdTimer = 0;
  /** @type {string | null} the place under the pointer when it came down */
  let pressed = null;
  /** @type {string | null} what the last tap changed, in case a second one makes it a double tap */
  let tapped = null;

  /**
   * @param {Pointing["kind"]} kind
   * @param {PointerEvent} event
   */
  function feed(kind, event) {
    const isFinger = event.pointerType === "touch";
    if (kind === "down" && actions.explores()) pressed = null;
    else if (kind === "down") pressed = stage.placeOf(event.target) ?? (isFinger ? stage.placeNear(event.clientX, event.clientY) : null);
    /** @type {Pointing} */
    const pointing = {
      kind,
      id: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      time_ms: event.timeStamp,
      type: event.pointerType,
      place: kind === "down" ? pressed : null,
      moves: kind === "down" && (event.button === 1 || actions.wantsPan()),
    };
    const next = step(state, pointing, { paints: actions.paints() });
    const isNews = state.phase !== next.state.phase;
    state = next.state;
    if (state.phase !== "pressed") clearTimeout(holdTimer);
    const { phase } = state;
    if (isNews && phase !== "idle") actions.press(phase === "pressed" ? pressed : null);
    if (phase !== "pressed" && phase !== (canvas.dataset.phase ?? "idle")) {
      canvas.dataset.phase = phase;
      if (phase !== "idle") actions.hover(null);
    }
    for (const intent of next.intents) carryOut(intent, isFinger);
    return pointing;
  }

  /**
   * @param {import("./gestures.js").Intent} intent
   * @param {boolean} isFinger
   */
  function carryOut(intent, isFinger) {
    if (intent.do === "pan") stage.pan(intent.dx, intent.dy);
    else if (intent.do === "zoom") stage.zoom(intent.factor, intent);
    else if (intent.do === "paint-end") actions.paintEnd(true);
    else if (intent.do === "paint-cancel") actions.paintEnd(false);
    else if (intent.do === "double-tap") {
      if (tapped) actions.takeBackTap();
      tapped = null;
      stage.zoom(DOUBLE_TAP_FACTOR, intent);
    } else if (actions.explores()) {
      if (intent.do === "tap") actions.explore(intent);
    } else {
      const key = intent.do === "tap" ? pressed : stage.placeAt(intent.x, intent.y);
      if (intent.do === "tap") tapped = key;
      if (key && intent.do === "tap") actions.tap(key, isFinger);
      if (key && intent.do === "paint") actions.paint(key);
    }
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    if (event.button === 1) event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const pointing = feed("down", event);
    clearTimeout(holdTimer);
    if (event.pointerType !== "touch" || state.phase !== "pressed") return;
    holdTimer = window.setTimeout(() => {
      feed("hold", event);
      if (pointing.place) navigator.vibrate?.(8);
    }, HOLD_MS);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (state.phase !== "idle") feed("move", event);
    else if (event.pointerType !== "touch" && !actions.explores()) actions.hover(stage.placeOf(event.target));
  });
  canvas.addEventListener("pointerup", (event) => void feed("up", event));
  canvas.addEventListener("pointercancel", (event) => void feed("cancel", event));
  canvas.addEventListener("pointerleave", () => actions.hover(null));
  canvas.addEventListener("contextmenu", (event) => {
    if (state.phase !== "idle") event.preventDefault();
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const notch = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
      stage.zoom(Math.exp(-event.deltaY * notch * WHEEL_RATE), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
}
