// @ts-check
/**
 * Bring what is shown to what came new, keeping every part that is equal: most candidates stay when one more place is
 * marked, and what stays need not be made, laid out and drawn again. A long answer comes in two parts: its beginning,
 * which is seen, and the rest. Knows elements, and nothing of what they mean.
 */

/** Parts of this kind are compared child by child; all others are kept or replaced as they are. */
const CONTAINERS =
  "[data-answer], [data-candidates], [data-candidate-item], [data-candidate-item] > ul, [data-chips], [data-chips] > ul," +
  "[data-warnings], [data-warnings] :is(div, ul, details)";
/** The list that is cut: its beginning is seen, its end is out of sight. */
const LONG = "[data-candidates]";

/**
 * Change an element to be like another.
 * @param {Element} shown stays in the page
 * @param {Element} next is used up
 * @param {boolean} [isBeginning] whether more follows after the end: then what stands there stays for now, so that
 *   nobody's place in the list is lost
 */
export function patch(shown, next, isBeginning = false) {
  // What a person has opened stays open
  for (const { name } of [...shown.attributes]) if (!next.hasAttribute(name) && name !== "open") shown.removeAttribute(name);
  for (const { name, value } of next.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  const children = [...next.children];
  fill(shown, children, 0, isBeginning ? restOf(shown) : null, isBeginning);
}

/**
 * Change an element, of which the beginning is in place, to be like another from there on.
 * @param {Element} shown
 * @param {Element} rest its first child is the rest of the long list
 * @param {number} from how many children of the long list are in place
 */
export function patchRest(shown, rest, from) {
  const list = shown.querySelector(LONG);
  const [more, ...others] = rest.children;
  if (!list) throw new Error(`what is shown has no ${LONG}`);
  fill(list, [...more.children], from, null);
  fill(shown, others, [...shown.children].indexOf(list) + 1, null);
}

/**
 * Give the first child that stays for now: of the long list all do, and move down.
 * @param {Element} shown
 */
function restOf(shown) {
  if (shown.matches(LONG)) return shown.firstElementChild;
  return [...shown.children].find((child) => child.matches(LONG))?.nextElementSibling ?? null;
}

/**
 * Put children in place, from a number on.
 * @param {Element} shown
 * @param {readonly Element[]} children
 * @param {number} from
 * @param {Element | null} end where to stop: this one and all after it stay, unless they are wanted here
 * @param {boolean} [isBeginning] whether the long list has more to come
 */
function fill(shown, children, from, end, isBeginning = false) {
  /** @type {Map<string, Element>} the first of each name, until it is used */
  const old = new Map([...shown.children].slice(from).reverse().map((child) => [nameOf(child), child]));
  const wanted = new Set(children.map(nameOf));
  /** @type {Element | null} */
  let place = shown.children[from] ?? null;
  let stop = end;
  for (const child of children) {
    // What is not wanted goes first, so that what stays need not move
    while (place && place !== stop && !wanted.has(nameOf(place))) place = drop(place);
    const name = nameOf(child);
    const kept = old.get(name);
    old.delete(name);
    const used = kept && keep(kept, child, isBeginning) ? kept : child;
    if (kept && kept === stop) stop = stop.nextElementSibling;
    if (kept && kept !== used) {
      if (kept === place) place = place.nextElementSibling;
      kept.remove();
    }
    if (used === place) place = place.nextElementSibling;
    else shown.insertBefore(used, place);
  }
  while (place && place !== stop) place = drop(place);
}

/**
 * Take an element away and give the one that stood after it.
 * @param {Element} element
 */
function drop(element) {
  const next = element.nextElementSibling;
  element.remove();
  return next;
}

/**
 * Tell whether what is shown can stay, changing what is inside of it where that is enough.
 * @param {Element} shown
 * @param {Element} next
 * @param {boolean} isBeginning whether the long list has more to come
 */
function keep(shown, next, isBeginning) {
  if (shown.isEqualNode(next)) return true;
  if (!next.matches(CONTAINERS) || !shown.matches(CONTAINERS)) return false;
  patch(shown, next, isBeginning && next.matches(LONG));
  return true;
}

/**
 * Give the name by which an element is found again among its siblings: reasons and signs have none but their words.
 * @param {Element} element
 */
function nameOf(element) {
  const { candidateItem, chip, chipSymptom } = element instanceof HTMLElement ? element.dataset : {};
  const key = candidateItem ?? chip ?? chipSymptom;
  const isWords = element.localName === "li" || element.localName === "p";
  return key ?? `${element.localName}.${isWords ? element.textContent : (element.classList[0] ?? "")}`;
}
