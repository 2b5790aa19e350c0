// @ts-check
/**
 * A candidate's pattern as data: its zones with level, where its X is in each view, and which view shows it best.
 * Pure: reads the text of `data-*` attributes, must not know the page.
 */

/** @typedef {"essential" | "spillover"} Level */
/**
 * @typedef {object} Pattern
 * @property {string} key trigger point and side, `temporalis-2:left`
 * @property {string} name for people
 * @property {string} number what stands beside the X; empty where its muscle has no other
 * @property {{key: string, level: Level}[]} zones
 * @property {Map<string, {x: number, y: number}>} points the X in each view that shows it (mm)
 * @property {string} pointView the view that shows the X best
 * @property {string[]} zoneViews the views that show the zones, best first
 */

/**
 * Read a candidate's attributes.
 * @param {{candidate?: string, name?: string, number?: string, pattern?: string, points?: string, view?: string, patternViews?: string}} data
 * @returns {Pattern}
 */
export function readPattern(data) {
  return {
    key: data.candidate ?? "",
    name: data.name ?? "",
    number: data.number ?? "",
    zones: words(data.pattern).flatMap(readZone),
    points: new Map(words(data.points).flatMap(readPoint)),
    pointView: data.view ?? "",
    zoneViews: words(data.patternViews),
  };
}

/**
 * Tell whether a view that has these places says enough about the pattern: its X, or an essential zone.
 * @param {Pattern} pattern
 * @param {string} view
 * @param {(key: string) => boolean} hasPlace
 */
export function isSeenIn(pattern, view, hasPlace) {
  const essential = pattern.zones.filter(({ level }) => level === "essential");
  const telling = essential.length ? essential : pattern.zones;
  return pattern.points.has(view) || telling.some(({ key }) => hasPlace(key));
}

/**
 * Give the view to show a pattern in: first one that shows the X and what is marked, best for both; then of those that
 * show the zones best, the first that has the X.
 * @param {Pattern} pattern
 * @param {readonly string[]} [markViews] the views that show marks, best first
 * @returns {string} a view id; empty when nothing of it can be seen
 */
export function bestViewOf(pattern, markViews = []) {
  const hasPoint = /** @param {string} view */ (view) => pattern.points.has(view);
  const near = pattern.zoneViews.slice(0, 3);
  return (
    near.find((view) => hasPoint(view) && markViews.includes(view)) ??
    markViews.find(hasPoint) ??
    near.find(hasPoint) ??
    pattern.zoneViews[0] ??
    pattern.pointView
  );
}

/** Constructed views: what skin and bone hide lies open in them. */
const OPEN_VIEWS = new Set(["jaw-open", "pelvic-floor"]);

/**
 * Give the constructed view in which a pattern's muscle lies open.
 * @param {Pattern} pattern
 * @returns {string} a view id; empty for most muscles
 */
export function openViewOf(pattern) {
  return [...pattern.points.keys()].find((view) => OPEN_VIEWS.has(view)) ?? "";
}

/** @param {string | undefined} text */
function words(text) {
  return (text ?? "").split(/\s+/).filter(Boolean);
}

/**
 * @param {string} text `temple:left:essential`
 * @returns {{key: string, level: Level}[]}
 */
function readZone(text) {
  const colon = text.lastIndexOf(":");
  const level = text.slice(colon + 1);
  if (level !== "essential" && level !== "spillover") throw new Error(`not a zone of a pattern: ${text}`);
  return [{ key: text.slice(0, colon), level }];
}

/**
 * @param {string} text `head-left:12.3,45.6`
 * @returns {[string, {x: number, y: number}][]}
 */
function readPoint(text) {
  const [view, place = ""] = text.split(":");
  const [x, y] = place.split(",").map(Number);
  if (!view || !Number.isFinite(x) || !Number.isFinite(y)) throw new Error(`not a point in a view: ${text}`);
  return [[view, { x, y }]];
}
