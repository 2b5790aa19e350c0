// @ts-check
/**
 * The map page's wiring: every part is made here and told whom to call. Keeps nothing itself.
 */

import { createAnnouncer, capital, need } from "./announce.js";
import { readFragment, tellDropped, writeFragment } from "./address.js";
import { createAnswer } from "./answer.js";
import { createCandidates } from "./candidates.js";
import { listenToChips } from "./chips.js";
import { createFigure } from "./figure.js";
import { createMarksForm } from "./form.js";
import { listenToKeys } from "./keyboard.js";
import { createList } from "./list.js";
import { createOffer } from "./offers.js";
import { bestViewOf } from "./patterns.js";
import { listenToPointers } from "./pointing.js";
import { createSession } from "./session.js";
import { boxAround } from "./shapes.js";
import { createSheet } from "./sheet.js";
import { createStage } from "./stage.js";
import { listenToTools } from "./tools.js";
import { createViews } from "./views.js";

/** A place smaller than this on the screen is hard to hit; a closer view is offered (px). */
const SMALL_PX = 26;

const element = /** @type {HTMLFormElement} */ (need(document, "form[data-marks]"));
const slot = need(element, "[data-answer-slot]");
const form = createMarksForm(element);
const announcer = createAnnouncer(element);
const canvas = need(element, "[data-canvas]");
const inline = /** @type {SVGSVGElement} */ (canvas.querySelector("svg"));
const figure = createFigure(inline);
const stage = createStage(canvas);
const views = createViews(need(element, "[data-views]"), inline, showPicture, announcer.note);
const offer = createOffer(/** @type {HTMLButtonElement} */ (need(element, "[data-offer]")), views);
const sheet = createSheet(need(element, "[data-sheet]"));
const answer = createAnswer(element, slot, { answered, failed });
const candidates = createCandidates(slot, views, figure, { pinned, offer: offerView });
const session = createSession(form, changed);
const list = createList(need(element, "[data-list]"), {
  markAll,
  point: figure.showHover,
  focus: followFocus,
  covers: [need(element, "[data-stage]"), need(element, "[data-sheet]")],
  opener: need(element, "[data-open-list]"),
});
const tools = listenToTools(element, { undo, clear, stage });
const keys = listenToKeys(stage, { undo, search: list.open, escape: letGo });

/**
 * @param {import("./session.js").State} state
 * @param {boolean} isSettled
 */
function changed({ marks, symptoms }, isSettled) {
  figure.showMarks(marks);
  if (!isSettled) return;
  list.count();
  views.count([...marks.keys()].map(form.bestView));
  tools.enable(session.canUndo(), !session.isEmpty());
  const fragment = writeFragment(marks, symptoms, form.version);
  history.replaceState(null, "", fragment ? `/#${fragment}` : "/");
  void answer.ask();
}

/** @param {string} key */
function describe(key) {
  const weight = session.state().marks.get(key);
  const words = weight === "main" ? "main pain" : weight ? "marked" : "cleared";
  announcer.flash(`${capital(form.label(key))}: ${words}`);
}

/**
 * @param {string} key
 * @param {boolean} isFinger
 */
function tap(key, isFinger) {
  if (!form.has(key)) throw new Error(`the figure has ${key}, the list has not`);
  const box = isFinger ? figure.box([key]) : null;
  session.cycle(key);
  describe(key);
  if (box && stage.sizeOnScreen(box) < SMALL_PX) offer.propose("Closer", form.bestView(key));
  else offer.clear();
}

/** @param {string} key */
function paint(key) {
  if (session.paint(key)) describe(key);
}

/**
 * @param {string[]} places
 * @param {string} words
 */
function markAll(places, words) {
  session.add(places);
  announcer.flash(`Marked: ${words}`);
  list.close();
  showSome(places);
}

/** @param {readonly string[]} places */
function showSome(places) {
  if (places.length && !places.some(figure.has)) void views.open(form.bestView(places[0]));
}

function undo() {
  if (session.undo()) announcer.flash("Taken back");
}

function clear() {
  candidates.unpin();
  session.clear();
  announcer.flash("All marks cleared");
}

/** @param {string | null} key */
function hover(key) {
  figure.showHover(key);
  announcer.show(key ? capital(form.label(key)) : "");
}

/** @param {string | null} key */
function followFocus(key) {
  figure.showFocus(key);
  if (key) showSome([key]);
}

/**
 * @param {SVGSVGElement} picture
 * @param {import("./transform.js").Box} home
 * @param {boolean} turned
 */
function showPicture(picture, home, turned) {
  figure.adopt(picture);
  stage.show(picture, home, turned);
  offer.clear();
  nameSides();
}

function nameSides() {
  const { start, end } = figure.sides();
  need(element, "[data-side-start]").textContent = start && `Your ${start}`;
  need(element, "[data-side-end]").textContent = end && `Your ${end}`;
  stage.canvas.setAttribute("aria-label", `Picture of the body: ${views.label(views.current())}`);
}

/** @param {HTMLElement} section */
function answered(section) {
  candidates.refresh();
  const { state, total } = section.dataset;
  const first = section.querySelector("[data-candidate]");
  const name = first instanceof HTMLElement ? `; first: ${first.dataset.name}` : "";
  announcer.say(state === "answer" ? `${total === "1" ? "1 candidate" : `${total} candidates`}${name}` : "");
}

function failed() {
  announcer.note("The candidates could not be fetched. Check the connection, then mark again.");
}

/** @param {import("./patterns.js").Pattern} pattern */
function pinned(pattern) {
  sheet.set("peek");
  const point = pattern.points.get(views.current());
  const zones = figure.box(pattern.zones.map(({ key }) => key));
  const boxes = [...(zones ? [zones] : []), ...(point ? [{ ...point, width: 0, height: 0 }] : [])];
  if (boxes.length) stage.approach(boxAround(boxes));
}

/** @param {import("./patterns.js").Pattern | null} pattern */
function offerView(pattern) {
  if (pattern) offer.propose("Seen best", bestViewOf(pattern));
  else offer.clear();
}

function letGo() {
  if (list.isOpen()) list.close();
  else if (candidates.isPinned()) candidates.unpin();
  else sheet.set("peek");
}

/** Take over what the address says, and say what it named in vain. */
function restore() {
  const known = { resolveMark: form.resolve, hasSymptom: form.hasSymptom };
  const restored = readFragment(location.hash, known);
  const { marks, symptoms } = restored;
  if (restored.dropped.length) announcer.note(tellDropped(restored, form.version));
  if (!marks.size && !symptoms.length) return;
  session.begin({ marks, symptoms });
  list.unfold();
  showSome([...marks.keys()]);
}

listenToPointers(stage, {
  tap,
  paint,
  paintEnd: session.paintEnd,
  takeBackTap: session.undo,
  hover,
  paints: tools.paints,
  wantsPan: keys.isSpaceHeld,
});
listenToChips(slot, session);
slot.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("[data-show-all]")) return;
  event.preventDefault();
  void answer.ask(true);
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  void answer.ask();
});
window.addEventListener("hashchange", restore);
nameSides();
figure.showMarks(session.state().marks);
list.count();
restore();
element.dataset.ready = "";
