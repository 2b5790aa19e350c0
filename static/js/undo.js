// @ts-check
/**
 * The steps back: an immutable stack of earlier states. Knows nothing of what a state is.
 */

/** Older steps are forgotten: nobody takes back more, and the memory stays small. */
export const DEPTH = 100;

/** @template T @typedef {readonly T[]} Stack the newest state last */

/**
 * Remember a state.
 * @template T
 * @param {Stack<T>} stack
 * @param {T} state
 * @returns {Stack<T>}
 */
export function push(stack, state) {
  return [...stack, state].slice(-DEPTH);
}

/**
 * Take back the newest state.
 * @template T
 * @param {Stack<T>} stack
 * @returns {{stack: Stack<T>, state: T | undefined}} `state` is undefined when there is nothing to take back
 */
export function pop(stack) {
  return { stack: stack.slice(0, -1), state: stack.at(-1) };
}
