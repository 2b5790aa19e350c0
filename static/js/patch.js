// @ts-check
/**
 * Bring what is shown to what came new, keeping every part that is equal: most candidates stay when one more place is
 * marked, and what stays need not be made, laid out and drawn again. Knows elements, and nothing of what they mean.
 */

/** Parts of this kind are compared child by child; all others are kept or replaced as they are. */
const CONTAINERS = "[data-answer], [data-candidates], [data-chips], [data-chips] > ul";
/** Lists whose end is out of sight: it can wait for a frame. */
const LONG = "[data-candidates]";
/** As many as stand beside warnings on a laptop; each one more delays what is seen first. */
const FIRST = 3;

/**
 * Change an element to be like another.
 * @param {Element} shown stays in the page
 * @param {Element} next is used up
 * @returns {(() => void)[]} what is left to do for the ends of long lists, in order
 */
export function patch(shown, next) {
  for (const { name } of [...shown.attributes]) if (!next.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of next.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  const children = [...next.children];
  if (!next.matches(LONG) || children.length <= FIRST) return fill(shown, children, 0);
  const later = fill(shown, children.slice(0, FIRST), 0, true);
  return [...later, () => void fill(shown, children.slice(FIRST), FIRST)];
}

/**
 * Put children in place, from a number on.
 * @param {Element} shown
 * @param {Element[]} children
 * @param {number} from
 * @param {boolean} [keepsRest] whether what follows stays for now, so that nobody's place in the list is lost
 */
function fill(shown, children, from, keepsRest = false) {
  /** @type {(() => void)[]} */
  const later = [];
  const old = new Map([...shown.children].slice(from).map((child) => [nameOf(child), child]));
  let place = shown.children[from] ?? null;
  for (const child of children) {
    const kept = old.get(nameOf(child));
    const used = kept && keep(kept, child, later) ? kept : child;
    if (kept && kept !== used) {
      if (kept === place) place = place.nextElementSibling;
      kept.remove();
    }
    if (used === place) place = place.nextElementSibling;
    else shown.insertBefore(used, place);
  }
  while (place && !keepsRest) {
    const after = place.nextElementSibling;
    place.remove();
    place = after;
  }
  return later;
}

/**
 * Tell whether what is shown can stay, changing what is inside of it where that is enough.
 * @param {Element} shown
 * @param {Element} next
 * @param {(() => void)[]} later is added to
 */
function keep(shown, next, later) {
  if (shown.isEqualNode(next)) return true;
  if (!next.matches(CONTAINERS) || !shown.matches(CONTAINERS)) return false;
  later.push(...patch(shown, next));
  return true;
}

/**
 * Give the name by which an element is found again among its siblings.
 * @param {Element} element
 */
function nameOf(element) {
  const { candidateItem, chip, chipSymptom } = element instanceof HTMLElement ? element.dataset : {};
  return candidateItem ?? chip ?? chipSymptom ?? `${element.localName}.${element.classList[0] ?? ""}`;
}
