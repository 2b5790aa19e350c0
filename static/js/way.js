// @ts-check
/**
 * The way of the pain, shown once when a candidate is pinned: rings that go from its X to the places of its pattern. Not
 * for those who asked their system for less motion.
 */

import { shape } from "./shapes.js";

const LASTS_MS = 600;
const RINGS = 3;
const APART_MS = 90;

/**
 * @param {SVGSVGElement} svg
 * @param {{x: number, y: number}} from in mm
 * @param {readonly {x: number, y: number}[]} ends
 */
export function showWay(svg, from, ends) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  svg.querySelector(".figure-way")?.remove();
  const layer = shape("g", { class: "figure-way" });
  svg.append(layer);
  const travel_ms = LASTS_MS - (RINGS - 1) * APART_MS;
  const runs = ends.flatMap((end) =>
    Array.from({ length: RINGS }, (_, number) => {
      const ring = shape("circle", { class: "way" });
      layer.append(ring);
      const frames = [from, end].map(({ x, y }, step) => ({ transform: `translate(${x}px, ${y}px)`, opacity: step ? 0.2 : 1 }));
      return ring.animate(frames, { duration: travel_ms, delay: number * APART_MS, easing: "ease-in-out", fill: "both" }).finished;
    }),
  );
  void Promise.allSettled(runs).then(() => layer.remove());
}
