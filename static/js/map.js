// @ts-check
/**
 * The map page's wiring: every part is made here and told whom to call. Keeps nothing itself.
 */

import { createAnnouncer, need } from "./announce.js";
import { createAnswer } from "./answer.js";
import { createCandidates } from "./candidates.js";
import { listenToChips } from "./chips.js";
import { createExplore } from "./explore.js";
import { createFigure } from "./figure.js";
import { createMarksForm } from "./form.js";
import { afterFrame } from "./frames.js";
import { listenToKeys } from "./keyboard.js";
import { createLayers } from "./layers.js";
import { createLink } from "./link.js";
import { createList } from "./list.js";
import { createLooking } from "./looking.js";
import { createMarking } from "./marking.js";
import { createOffer } from "./offers.js";
import { listenToPointers } from "./pointing.js";
import { createSession } from "./session.js";
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
const layers = createLayers({
  menu: need(document, "[data-layers-menu]"),
  opener: need(element, "[data-layers]"),
  stage,
  views,
  figure,
  note: announcer.note,
  bodyChanged: refresh,
});
const marking = createMarking({ session, form, figure, stage, views, offer, announcer });
const looking = createLooking(element, { session, form, figure, stage, views, offer });
const link = createLink(form, session.state, { restored, note: announcer.note, point: () => explore.point(), explored });
const versus = createVersus(need(element, "[data-versus]"), () => candidates.endComparing());
const candidates = createCandidates(slot, views, figure, {
  pinned,
  offer: looking.offerView,
  bestView: looking.bestView,
  compared: versus.show,
  drawn: layers.showPatterns,
  read: layers.read,
});
const explore = createExplore(element, {
  layers,
  views,
  figure,
  note: announcer.note,
  say: announcer.say,
  flash: announcer.flash,
  entered: enter,
  left: refresh,
  shown: showExplored,
  changed: () => link.write(),
});
const answer = createAnswer(element, slot, { state: session.state, answered: refresh, filled: announcer.say });
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
 * The question goes out first, so that the server works while marks are drawn; what else is written waits for the answer.
 * @param {import("./session.js").State} state
 * @param {boolean} isSettled
 */
function changed({ marks }, isSettled) {
  if (isSettled) void answer.ask();
  if (isSettled) explore.leave();
  figure.showMarks(marks);
  if (!isSettled) return;
  tools.enable(session.canUndo(), !session.isEmpty());
  afterFrame(count);
  link.write();
}

function count() {
  views.count([...session.state().marks.keys()].map(form.bestView));
  list.count();
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

/** @param {string | null} point what a link wants to be looked at */
function explored(point) {
  if (point) void explore.open(point);
}

/** Taps now ask what is there: what is pinned and offered belongs to the other mode. */
function enter() {
  candidates.unpin();
  offer.clear();
  announcer.show("");
  figure.showHover(null);
  sheet.peekAt(null);
  sheet.set("peek");
}

/** @param {import("./patterns.js").Pattern} pattern */
function showExplored(pattern) {
  sheet.peekAt(need(element, "[data-explore-result]"));
  looking.offerBest(pattern);
  layers.showWay(pattern);
}

/**
 * @param {SVGSVGElement} picture
 * @param {import("./transform.js").Box} home
 * @param {import("./stage.js").Look} look
 */
function showPicture(picture, home, look) {
  figure.adopt(picture);
  layers.adopt(picture);
  stage.show(picture, home, look);
  offer.clear();
  looking.nameSides();
  looking.nameView();
}

function refresh() {
  candidates.refresh();
  if (explore.isOn()) explore.draw();
  else sheet.peekAt(candidates.pinnedItem());
}

/**
 * Come near to what is pinned, and to what is marked.
 * @param {import("./patterns.js").Pattern[]} patterns
 */
function pinned(patterns) {
  sheet.peekAt(candidates.pinnedItem());
  sheet.set("peek");
  looking.approach(patterns);
  if (patterns.length === 1) layers.showWay(patterns[0]);
}

function letGo() {
  if (layers.isMenuOpen()) return; // the browser closes it
  if (list.isOpen()) list.close();
  else if (explore.letGo()) return;
  else if (candidates.isComparing()) candidates.endComparing();
  else if (candidates.isPinned()) candidates.unpin();
  else sheet.set("peek");
}

listenToPointers(stage, {
  press: (key) => answer.foresee(key && session.cycled(key)),
  tap: marking.tap,
  paint: marking.paint,
  paintEnd: session.paintEnd,
  takeBackTap: session.undo,
  hover: marking.hover,
  paints: tools.paints,
  explores: explore.isOn,
  explore: explore.tap,
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
looking.nameView();
figure.showMarks(session.state().marks);
list.count();
layers.adopt(inline);
layers.begin();
link.restore();
element.dataset.ready = "";
