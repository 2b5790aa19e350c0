// @ts-check
/**
 * What fingers and mouse mean, as a pure state machine: `step(state, event, options)` gives the next state and what to
 * do. Knows no DOM and no clock; times come with the events.
 *
 * The rules: a press that does not move is a tap. A mouse or pen drag that starts on a place paints, one that starts
 * beside the body moves the picture; so do the middle button and the space bar anywhere. One finger moves the picture,
 * and paints after resting 250 ms on a place. The paint switch overrules both. Two fingers zoom and move. A second
 * quick tap of a finger zooms in; with the mouse a double click beside the body does.
 */

/** Less than this is a shaking hand, not a drag (px). */
export const MOUSE_SLOP_PX = 4;
/** A finger rolls more than a mouse (px). */
export const TOUCH_SLOP_PX = 10;
/** A finger that rests this long on a place begins to paint. */
export const HOLD_MS = 250;
/** Two taps on the same thing, this close in time and place, are a double tap. */
export const DOUBLE_MS = 300;
export const DOUBLE_PX = 25;

/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Pointing
 * @property {"down" | "move" | "up" | "cancel" | "hold"} kind
 * @property {number} id
 * @property {number} x
 * @property {number} y
 * @property {number} time_ms
 * @property {string} type mouse, pen or touch
 * @property {string | null} place what markable place is under it; told when it comes down
 * @property {boolean} moves whether the middle button or the space bar asks to move the picture
 */
/** @typedef {{paints: boolean | null}} Options the paint switch: on, off, or never touched */
/**
 * @typedef {object} State
 * @property {"idle" | "pressed" | "painting" | "panning" | "pinching"} phase
 * @property {ReadonlyMap<number, Point>} pointers
 * @property {Pointing | null} press
 * @property {Pointing | null} lastTap
 */
/**
 * @typedef {{do: "tap" | "double-tap" | "paint", x: number, y: number}
 *   | {do: "paint-end"}
 *   | {do: "paint-cancel"}
 *   | {do: "pan", dx: number, dy: number}
 *   | {do: "zoom", factor: number, x: number, y: number}} Intent
 */
/** @typedef {{state: State, intents: Intent[]}} Step */

/** @type {State} */
export const IDLE = Object.freeze({ phase: "idle", pointers: new Map(), press: null, lastTap: null });

/**
 * Take in one event.
 * @param {State} state
 * @param {Pointing} event
 * @param {Options} options
 * @returns {Step}
 */
export function step(state, event, options) {
  if (event.kind === "down") return down(state, event);
  if (!state.pointers.has(event.id)) return { state, intents: [] };
  if (event.kind === "hold") return hold(state);
  if (event.kind === "move") return move(state, event, options);
  return lift(state, event);
}

/**
 * @param {State} state
 * @param {Pointing} event
 * @returns {Step}
 */
function down(state, event) {
  const pointers = new Map(state.pointers).set(event.id, at(event));
  if (pointers.size > 1) {
    /** @type {Intent[]} */
    const intents = state.phase === "painting" ? [{ do: "paint-end" }] : [];
    return { state: { ...state, phase: "pinching", pointers, press: null, lastTap: null }, intents };
  }
  return { state: { ...state, phase: event.moves ? "panning" : "pressed", pointers, press: event }, intents: [] };
}

/**
 * @param {State} state
 * @returns {Step}
 */
function hold(state) {
  const { press } = state;
  if (state.phase !== "pressed" || !press?.place) return { state, intents: [] };
  return { state: { ...state, phase: "painting" }, intents: [{ do: "paint", ...at(press) }] };
}

/**
 * @param {State} state
 * @param {Pointing} event
 * @param {Options} options
 * @returns {Step}
 */
function move(state, event, options) {
  const before = /** @type {Point} */ (state.pointers.get(event.id));
  const pointers = new Map(state.pointers).set(event.id, at(event));
  const next = { ...state, pointers };
  if (state.phase === "painting") return { state: next, intents: [{ do: "paint", ...at(event) }] };
  if (state.phase === "panning") return { state: next, intents: [shift(before, event)] };
  if (state.phase === "pinching") return { state: next, intents: pinch(state.pointers, pointers) };
  const press = /** @type {Pointing} */ (state.press);
  const slop_px = press.type === "touch" ? TOUCH_SLOP_PX : MOUSE_SLOP_PX;
  if (distance(press, event) <= slop_px) return { state, intents: [] };
  if (press.place && (options.paints ?? press.type !== "touch")) {
    const intents = [press, event].map((point) => /** @type {Intent} */ ({ do: "paint", ...at(point) }));
    return { state: { ...next, phase: "painting" }, intents };
  }
  return { state: { ...next, phase: "panning" }, intents: [shift(press, event)] };
}

/**
 * @param {State} state
 * @param {Pointing} event
 * @returns {Step}
 */
function lift(state, event) {
  const pointers = new Map(state.pointers);
  pointers.delete(event.id);
  if (pointers.size) return { state: { ...state, phase: "panning", pointers, press: null }, intents: [] };
  const { press, lastTap } = state;
  const rest = { ...IDLE, lastTap: null };
  if (state.phase === "painting") {
    return { state: rest, intents: [{ do: event.kind === "cancel" ? "paint-cancel" : "paint-end" }] };
  }
  if (state.phase !== "pressed" || event.kind === "cancel" || !press) return { state: rest, intents: [] };
  const isSecond =
    lastTap !== null &&
    event.time_ms - lastTap.time_ms < DOUBLE_MS &&
    distance(lastTap, press) < DOUBLE_PX &&
    lastTap.place === press.place &&
    (press.type === "touch" || !press.place);
  if (isSecond) return { state: rest, intents: [{ do: "double-tap", ...at(press) }] };
  return { state: { ...rest, lastTap: { ...press, time_ms: event.time_ms } }, intents: [{ do: "tap", ...at(press) }] };
}

/**
 * @param {ReadonlyMap<number, Point>} before
 * @param {ReadonlyMap<number, Point>} after
 * @returns {Intent[]}
 */
function pinch(before, after) {
  const [a, b] = [...before.values()];
  const [c, d] = [...after.values()];
  const from = middle(a, b);
  const to = middle(c, d);
  const spread_px = Math.max(distance(a, b), 1);
  return [shift(from, to), { do: "zoom", factor: distance(c, d) / spread_px, ...to }];
}

/**
 * @param {Point} from
 * @param {Point} to
 * @returns {Intent}
 */
const shift = (from, to) => ({ do: "pan", dx: to.x - from.x, dy: to.y - from.y });

/** @param {Point} point */
const at = ({ x, y }) => ({ x, y });

/**
 * @param {Point} a
 * @param {Point} b
 */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * @param {Point} a
 * @param {Point} b
 */
const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
