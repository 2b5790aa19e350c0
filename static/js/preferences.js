// @ts-check
/**
 * What somebody wants to see on the figure, remembered on this device: which layers, which body. Nothing of what hurts is
 * kept. Pure but for the storage that it is given.
 */

/**
 * @typedef {object} Preferences
 * @property {boolean} muscle the muscle of the candidate that is shown
 * @property {boolean} superficial all muscles of that depth
 * @property {boolean} intermediate
 * @property {boolean} deep
 * @property {boolean} skeleton
 * @property {boolean} zones the borders of all places
 * @property {boolean} points all trigger points
 * @property {boolean} way whether pinning shows the way from the X to its pattern
 * @property {string} body
 */

const KEY = "knotmap-layers";
const WORD = /^[a-z-]{1,40}$/;

/** @type {Readonly<Preferences>} */
export const DEFAULTS = Object.freeze({
  muscle: true,
  superficial: false,
  intermediate: false,
  deep: false,
  skeleton: false,
  zones: false,
  points: false,
  way: true,
  body: "neutral",
});

/**
 * Read what was kept; what is missing or damaged is as at first.
 * @param {string | null} text
 * @returns {Preferences}
 */
export function readPreferences(text) {
  const kept = parse(text);
  /** @param {"muscle" | "superficial" | "intermediate" | "deep" | "skeleton" | "zones" | "points" | "way"} name */
  const flag = (name) => (typeof kept[name] === "boolean" ? kept[name] === true : DEFAULTS[name]);
  return {
    muscle: flag("muscle"),
    superficial: flag("superficial"),
    intermediate: flag("intermediate"),
    deep: flag("deep"),
    skeleton: flag("skeleton"),
    zones: flag("zones"),
    points: flag("points"),
    way: flag("way"),
    body: typeof kept.body === "string" && WORD.test(kept.body) ? kept.body : DEFAULTS.body,
  };
}

/**
 * Keep preferences in a storage. Where it is refused, as in some private modes, they last for this page.
 * @param {() => {getItem: (key: string) => string | null, setItem: (key: string, text: string) => void}} storage
 */
export function createPreferences(storage) {
  let current = readPreferences(attempt(() => storage().getItem(KEY)));

  return {
    /** @returns {Readonly<Preferences>} */
    get: () => current,

    /** @param {Partial<Preferences>} change */
    set(change) {
      current = { ...current, ...change };
      attempt(() => storage().setItem(KEY, JSON.stringify(current)));
    },
  };
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T | null} null when the browser refuses
 */
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

/**
 * @param {string | null} text
 * @returns {Record<string, unknown>}
 */
function parse(text) {
  const value = attempt(() => /** @type {unknown} */ (JSON.parse(text ?? "")));
  return typeof value === "object" && value !== null ? { ...value } : {};
}
