// @ts-check
/**
 * What hurts, as values: a mark is a key ("temple:left") with a weight. Every function gives a new map and leaves its
 * arguments alone. Must not know the page: the form's checkboxes hold the one truth, this module only computes with it.
 */

/** @typedef {"also" | "main"} Weight */
/** @typedef {ReadonlyMap<string, Weight>} Marks mark keys in the order in which they were made */

const TEXT = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?::(left|right|midline))?(!?)$/;

/** @type {Marks} */
export const NO_MARKS = new Map();

/**
 * Read one mark as written in links: `temple:left`, `temple:left!` (main), `sternum` (midline).
 * @param {string} text
 * @returns {{key: string, weight: Weight} | null} null when the text is not a mark
 */
export function parseMark(text) {
  const parts = TEXT.exec(text);
  if (!parts) return null;
  return { key: `${parts[1]}:${parts[2] ?? "midline"}`, weight: parts[3] ? "main" : "also" };
}

/**
 * Write one mark the short way links use.
 * @param {string} key
 * @param {Weight} weight
 */
export function formatMark(key, weight) {
  return key.replace(/:midline$/, "") + (weight === "main" ? "!" : "");
}

/**
 * Split a mark's key.
 * @param {string} key
 * @returns {{zone: string, side: string}}
 */
export function splitKey(key) {
  const colon = key.lastIndexOf(":");
  return { zone: key.slice(0, colon), side: key.slice(colon + 1) };
}

/**
 * Take a place one step on: unmarked, marked, the main pain, unmarked.
 * @param {Marks} marks
 * @param {string} key
 * @returns {Marks}
 */
export function cycle(marks, key) {
  const next = new Map(marks);
  const weight = marks.get(key);
  if (weight === undefined) next.set(key, "also");
  else if (weight === "also") next.set(key, "main");
  else next.delete(key);
  return next;
}

/**
 * Mark several places, leaving those already marked as they are.
 * @param {Marks} marks
 * @param {Iterable<string>} keys
 * @returns {Marks}
 */
export function add(marks, keys) {
  const next = new Map(marks);
  for (const key of keys) if (!next.has(key)) next.set(key, "also");
  return next;
}

/**
 * Unmark several places.
 * @param {Marks} marks
 * @param {Iterable<string>} keys
 * @returns {Marks}
 */
export function remove(marks, keys) {
  const next = new Map(marks);
  for (const key of keys) next.delete(key);
  return next;
}

/**
 * Tell whether two sets of marks are the same, whatever their order.
 * @param {Marks} one
 * @param {Marks} other
 */
export function equal(one, other) {
  if (one.size !== other.size) return false;
  for (const [key, weight] of one) if (other.get(key) !== weight) return false;
  return true;
}
