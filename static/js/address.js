// @ts-check
/**
 * The fragment of the address: `#m=temple:left!,neck-posterior:left;s=dizziness;v=2026.11-1a2b3c4d`, and `p=temporalis-2:left`
 * for a trigger point that is looked at. Browsers do not send it to the server, so a link can carry what hurts. Reads whatever it is given: broken, cut or older links give
 * what can be understood and the names of what could not.
 */

import { formatMark, parseMark } from "./marks.js";

/** @typedef {import("./marks.js").Marks} Marks */
/**
 * @typedef {object} Restored
 * @property {Marks} marks
 * @property {string[]} symptoms
 * @property {string | null} point a trigger point and side, as written; whether there is one is for others to say
 * @property {string | null} version the catalogue the link was made with
 * @property {string[]} dropped what the link named and this catalogue does not have, as written (shortened)
 */

/** A link may name a few hundred places; longer ones are not made by this page. */
const MOST_PARTS = 600;
const LONGEST_NAME = 60;
const POINT = /^[a-z0-9-]+:(left|right)$/;
/** A sentence names this many of the things a link named in vain. */
const MOST_NAMED = 5;

/**
 * Write marks and symptoms as a fragment, without the leading `#`; empty when there is nothing to keep.
 * @param {Marks} marks
 * @param {readonly string[]} symptoms
 * @param {string} version
 * @param {string | null} [point]
 */
export function writeFragment(marks, symptoms, version, point = null) {
  const parts = [];
  if (marks.size) parts.push(`m=${[...marks].map(([key, weight]) => formatMark(key, weight)).join(",")}`);
  if (symptoms.length) parts.push(`s=${symptoms.join(",")}`);
  if (point) parts.push(`p=${point}`);
  if (parts.length && version) parts.push(`v=${version}`);
  return parts.join(";");
}

/**
 * Read a fragment.
 * @param {string} fragment with or without the leading `#`
 * @param {{resolveMark: (key: string) => string | null, hasSymptom: (id: string) => boolean}} known
 *   `resolveMark` gives the present key of a place (an older name may have a new one), or null
 * @returns {Restored}
 */
export function readFragment(fragment, known) {
  const { fields, strange } = split(decode(fragment.replace(/^#/, "")));
  /** @type {Map<string, import("./marks.js").Weight>} */
  const marks = new Map();
  /** @type {string[]} */
  const symptoms = [];
  const dropped = new Set(strange.map(shorten));
  for (const text of list(fields.get("m"))) {
    const mark = parseMark(text.toLowerCase());
    const key = mark && known.resolveMark(mark.key);
    if (!mark || !key) dropped.add(shorten(text));
    else if (mark.weight === "main" || !marks.has(key)) marks.set(key, mark.weight);
  }
  for (const id of list(fields.get("s"))) {
    if (!known.hasSymptom(id)) dropped.add(shorten(id));
    else if (!symptoms.includes(id)) symptoms.push(id);
  }
  const written = fields.get("p")?.toLowerCase() ?? "";
  const point = POINT.test(written) ? written : null;
  if (written && !point) dropped.add(shorten(written));
  return { marks, symptoms, point, version: fields.get("v") ?? null, dropped: [...dropped] };
}

/**
 * Say what a link named in vain.
 * @param {Restored} restored
 * @param {string} version of the catalogue that is shown
 */
export function tellDropped({ dropped, version: made }, version) {
  const names = dropped.slice(0, MOST_NAMED).join(", ") + (dropped.length > MOST_NAMED ? " and others" : "");
  const older = made && made !== version ? " It was made with another version of the catalogue." : "";
  return `The link names what is not in the catalogue: ${names}.${older}`;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Split a fragment into its fields.
 * @param {string} text
 * @returns {{fields: Map<string, string>, strange: string[]}} `strange`: parts that are no field of a link
 */
function split(text) {
  /** @type {Map<string, string>} */
  const fields = new Map();
  const strange = [];
  for (const part of text.split(/[;&]/, MOST_PARTS).map((part) => part.trim())) {
    const equals = part.indexOf("=");
    if (/^[msvp]=/.test(part)) fields.set(part.slice(0, equals), part.slice(equals + 1).trim());
    else if (part) strange.push(part);
  }
  return { fields, strange };
}

/** @param {string | undefined} text */
function list(text) {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  return parts.filter(Boolean).slice(0, MOST_PARTS);
}

/** @param {string} text */
function shorten(text) {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
