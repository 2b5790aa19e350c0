// @ts-check
/**
 * How a drawing of the patient's left serves every side and view: muscles are drawn on the left only, and mirrored.
 * Pure: knows the names of the views, not the page.
 */

/** Views from the right, and the views from the left that they mirror. */
const MIRRORED = new Map([["right", "left"], ["right-flank", "left-flank"], ["head-right", "head-left"]]);
const FROM_LEFT = new Set(MIRRORED.values());

/**
 * Give a trigger point's muscle and side.
 * @param {string} key such as `temporalis-2:left`
 */
export function muscleOf(key) {
  const [point, side = ""] = key.split(":");
  return { muscle: point.replace(/-\d+$/, ""), side };
}

/**
 * Say which of a muscle's drawings a view shows for a side.
 * @param {string} view
 * @param {string} side
 * @returns {{drawing: string, isMirrored: boolean} | null} null where the view does not show that side
 */
export function drawingOf(view, side) {
  const seenFrom = MIRRORED.has(view) ? "right" : FROM_LEFT.has(view) ? "left" : side;
  if (side !== seenFrom) return null;
  return { drawing: MIRRORED.get(view) ?? view, isMirrored: side === "right" };
}
