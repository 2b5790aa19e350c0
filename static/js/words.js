// @ts-check
/**
 * Finding places by plain words ("back of my left knee"), without asking the server: what hurts stays on the page.
 * Takes entries with words, gives the fitting ones in order. Must not know the DOM.
 */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} label the words people read; they count more
 * @property {string} also other words people use
 */
/** @typedef {{words: string[], side: "left" | "right" | null}} Query */

/** Words that say nothing about where. */
const EMPTY = new Set(
  ("a ache aches aching all along an and are area at bad bit by do does feel feels for from have hurt hurting hurts i " +
    "in is it it's its just like me mine my of on or pain painful part place really some sore soreness spot that the " +
    "there to very when where with")
    .split(" "),
);

/** Plurals that no ending explains. */
const PLURALS = new Map([["teeth", "tooth"], ["feet", "foot"], ["calves", "calf"]]);

/** What people say and what the list says: tried beside the word itself. */
const SAME = new Map([
  ["abdomen", ["belly"]], ["backside", ["buttock"]], ["big", ["great"]], ["bottom", ["buttock", "sole", "under"]],
  ["bum", ["buttock"]], ["butt", ["buttock"]], ["center", ["middle"]], ["centre", ["middle"]],
  ["collar", ["collarbone"]], ["forefinger", ["index"]], ["inside", ["inner"]], ["jawbone", ["jaw"]],
  ["mid", ["middle"]], ["migraine", ["headache"]], ["outside", ["outer"]], ["pinkie", ["little"]], ["pinky", ["little"]],
  ["pointer", ["index"]], ["rear", ["back"]], ["skull", ["head"]], ["stomach", ["belly"]], ["tummy", ["belly"]],
  ["underneath", ["under", "underside"]], ["underside", ["sole"]],
]);

/**
 * Fold a word to the form in which words are compared: the server folds the list's other words by the same rule.
 * @param {string} word
 */
export function foldWord(word) {
  const plain = word.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const single = PLURALS.get(plain);
  if (single) return single;
  return plain.length > 3 ? plain.replace(/([^s])s$/, "$1") : plain;
}

/**
 * Read what was typed: the words that say where, and the side if one is named.
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  const all = split(text);
  const side = all.includes("left") ? "left" : all.includes("right") ? "right" : null;
  const told = all.filter((word) => !EMPTY.has(word) && word !== "left" && word !== "right");
  const rest = told.length || side ? told : all;
  return { words: rest.map(foldWord), side };
}

/**
 * Give the entries that fit every word, best first; those that fit most words when none fits all.
 * @template {Entry} T
 * @param {readonly T[]} entries
 * @param {Query} query
 * @returns {T[]} empty when nothing fits or the query names no place
 */
export function find(entries, query) {
  if (!query.words.length) return [];
  const rated = entries.map((entry, order) => ({ entry, order, ...rate(entry, query.words) }));
  const most = Math.max(0, ...rated.map(({ met }) => met));
  if (most === 0 || most < query.words.length / 2) return [];
  return rated
    .filter(({ met }) => met === most)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ entry }) => entry);
}

/**
 * @param {Entry} entry
 * @param {readonly string[]} words
 */
function rate(entry, words) {
  const label = split(entry.label).map(foldWord);
  const also = split(entry.also).map(foldWord);
  let met = 0;
  let score = 0;
  for (const word of words) {
    const forms = [word, ...(SAME.get(word) ?? [])];
    const best = Math.max(...forms.map((form) => Math.max(fit(form, label) * 2, fit(form, also))));
    if (best > 0) met += 1;
    score += best;
  }
  return { met, score: score - label.length * 0.05 };
}

/**
 * @param {string} word
 * @param {readonly string[]} among
 */
function fit(word, among) {
  if (among.includes(word)) return 1;
  if (word.length < 2) return 0;
  return among.some((other) => other.startsWith(word)) ? 0.6 : 0;
}

/** @param {string} text */
function split(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean);
}
