// @ts-check
/**
 * The map page's wiring: every part is made here and told whom to call. Keeps nothing itself.
 */

import { createAnnouncer, need } from "./announce.js";
import { createAnswer } from "./answer.js";
import { createCandidates } from "./candidates.js";
import { listenToChips } from "./chips.js";
import { createFigure } from "./figure.js";
import { createMarksForm } from "./form.js";
import { afterFrame } from "./frames.js";
import { listenToKeys } from "./keyboard.js";
import { createLink } from "./link.js";
import { createList } from "./list.js";
import { createMarking } from "./marking.js";
import { createOffer } from "./offers.js";
import { bestViewOf } from "./patterns.js";
import { listenToPointers } from "./pointing.js";
import { createSession } from "./session.js";
import { boxAround } from "./shapes.js";
import { createSheet } from "./sheet.js";
import { createStage } from "./stage.js";
import { listenToTools } from "./tools.js";
import { createVersus } from "./versus.js";
import { createViews } from "./views.js";

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
const session = createSession(form, changed);
const marking = createMarking({ session, form, figure, stage, views, offer, announcer });
const link = createLink(form, session.state, { restored, note: announcer.note });
const versus = createVersus(need(element, "[data-versus]"), () => candidates.endComparing());
const candidates = createCandidates(slot, views, figure, { pinned, offer: offerView, bestView, compared: versus.show });
const answer = createAnswer(element, slot, { state: session.state, answered, filled: refresh });
const list = createList(need(element, "[data-list]"), {
  markAll,
  point: figure.showHover,
  focus: marking.followFocus,
  covers: [need(element, "[data-stage]"), need(element, "[data-sheet]")],
  opener: need(element, "[data-open-list]"),
});
const tools = listenToTools(element, { undo: marking.undo, clear, stage });
const keys = listenToKeys(stage, { undo: marking.undo, search: list.open, escape: letGo });

/**
 * The question goes out first, so that the server works while the marks are drawn.
 * @param {import("./session.js").State} state
 * @param {boolean} isSettled
 */
function changed({ marks }, isSettled) {
  if (isSettled) void answer.ask();
  figure.showMarks(marks);
  if (!isSettled) return;
  views.count([...marks.keys()].map(form.bestView));
  tools.enable(session.canUndo(), !session.isEmpty());
  afterFrame(list.count);
  link.write();
}

/**
 * @param {string[]} places
 * @param {string} words
 */
function markAll(places, words) {
  list.close();
  marking.markAll(places, words);
}

function clear() {
  candidates.unpin();
  marking.clear();
}

/** @param {import("./session.js").State} state what a link says */
function restored(state) {
  session.begin(state);
  list.unfold();
  marking.showSome([...state.marks.keys()]);
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
  const { start, end } = figure.sides();
  need(element, "[data-side-start]").textContent = start && `Your ${start}`;
  need(element, "[data-side-end]").textContent = end && `Your ${end}`;
  nameView();
}

function nameView() {
  stage.canvas.setAttribute("aria-label", `Picture of the body: ${views.label(views.current())}`);
}

function refresh() {
  candidates.refresh();
  sheet.peekAt(candidates.pinnedItem());
}

/** @param {HTMLElement} section */
function answered(section) {
  refresh();
  const { state, total } = section.dataset;
  const first = section.querySelector("[data-candidate]");
  const name = first instanceof HTMLElement ? `; first: ${first.dataset.name}` : "";
  announcer.say(state === "answer" ? `${total === "1" ? "1 candidate" : `${total} candidates`}${name}` : "");
}

/**
 * Come near to what is pinned, and to what is marked.
 * @param {import("./patterns.js").Pattern[]} patterns
 */
function pinned(patterns) {
  sheet.peekAt(candidates.pinnedItem());
  sheet.set("peek");
  const points = patterns.flatMap(({ points }) => points.get(views.current()) ?? []);
  const zones = figure.box([...patterns.flatMap((pattern) => pattern.zones.map(({ key }) => key)), ...session.state().marks.keys()]);
  const boxes = [...(zones ? [zones] : []), ...points.map((point) => ({ ...point, width: 0, height: 0 }))];
  if (boxes.length) stage.approach(boxAround(boxes));
}

/**
 * Give the view that shows a pattern best together with what is marked.
 * @param {import("./patterns.js").Pattern} pattern
 */
function bestView(pattern) {
  const keys = [...session.state().marks.keys()];
  const here = keys.some(figure.has) ? [views.current()] : [];
  return bestViewOf(pattern, [...here, ...new Set(keys.map(form.bestView))]);
}

/** @param {import("./patterns.js").Pattern | null} pattern */
function offerView(pattern) {
  if (pattern) offer.propose("Seen best", bestView(pattern));
  else offer.clear();
}

function letGo() {
  if (list.isOpen()) list.close();
  else if (candidates.isComparing()) candidates.endComparing();
  else if (candidates.isPinned()) candidates.unpin();
  else sheet.set("peek");
}

listenToPointers(stage, {
  tap: marking.tap,
  paint: marking.paint,
  paintEnd: session.paintEnd,
  takeBackTap: session.undo,
  hover: marking.hover,
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
nameView();
figure.showMarks(session.state().marks);
list.count();
link.restore();
element.dataset.ready = "";
