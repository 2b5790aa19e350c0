// @ts-check
/**
 * Where the words of a pin stand: beside its dot, on the side that has room for them in what is seen; above it where
 * neither has. Pure but for the labels that it is given.
 */

/** A letter's width on the average (px): half of the words' height. */
const LETTER_PX = 7.2;
/** From the dot's middle to the words (px). */
const GAP_PX = 11;

/**
 * @typedef {object} Place
 * @property {"start" | "middle" | "end"} anchor
 * @property {number} dx from the dot's middle (mm)
 * @property {number} dy in letters' heights
 */

/**
 * Choose where words stand.
 * @param {number} x of the dot (mm)
 * @param {number} letters how many
 * @param {boolean} isOutwardEnd whether they stand before the dot where there is room
 * @param {{left: number, right: number}} seen the edges of what is seen (mm)
 * @param {number} mmPerPx
 * @returns {Place}
 */
export function placeWords(x, letters, isOutwardEnd, seen, mmPerPx) {
  const gap = GAP_PX * mmPerPx;
  const width = letters * LETTER_PX * mmPerPx;
  const fits = { start: x + gap + width <= seen.right, end: x - gap - width >= seen.left };
  const wish = isOutwardEnd ? "end" : "start";
  const other = isOutwardEnd ? "start" : "end";
  const anchor = fits[wish] ? wish : fits[other] ? other : "middle";
  if (anchor !== "middle") return { anchor, dx: anchor === "end" ? -gap : gap, dy: 0 };
  const middle = Math.max(seen.left + width / 2, Math.min(seen.right - width / 2, x));
  return { anchor, dx: middle - x, dy: -1 };
}

/**
 * Put the words of all pins of a picture in place.
 * @param {Element} svg
 * @param {{left: number, right: number}} seen the edges of what is seen (mm)
 * @param {number} mmPerPx
 */
export function placeLabels(svg, seen, mmPerPx) {
  for (const label of svg.querySelectorAll(".pin-label")) {
    const outward = label.getAttribute("data-outward") ?? label.getAttribute("text-anchor") ?? "start";
    const x = Number(label.getAttribute("x"));
    const { anchor, dx, dy } = placeWords(x, label.textContent?.length ?? 0, outward === "end", seen, mmPerPx);
    label.setAttribute("data-outward", outward);
    label.setAttribute("text-anchor", anchor);
    label.setAttribute("dx", dx.toFixed(2));
    label.setAttribute("dy", `${dy}em`);
  }
}
