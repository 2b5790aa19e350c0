import assert from "node:assert/strict";
import { test } from "node:test";

import { createSession } from "../../static/js/session.js";

/** A form of memory: what `form.js` is to the page. */
function toyForm() {
  let marks = new Map();
  let symptoms = [];
  let listener = () => {};
  return {
    read: () => new Map(marks),
    write: (next) => (marks = new Map(next)),
    readSymptoms: () => [...symptoms],
    writeSymptoms: (next) => (symptoms = [...next]),
    onTick: (next) => (listener = next),
    tick(key) {
      marks.set(key, "also");
      listener();
    },
  };
}

function world() {
  const form = toyForm();
  const told = [];
  const session = createSession(form, (state, isSettled) => told.push([[...state.marks.keys()].join(" "), isSettled]));
  return { form, session, told };
}

test("every change goes into the form and is told once", () => {
  const { form, session, told } = world();
  session.cycle("a:left");
  session.add(["b:left", "c:left"]);
  assert.deepEqual([...form.read().keys()], ["a:left", "b:left", "c:left"]);
  assert.deepEqual(told, [["a:left", true], ["a:left b:left c:left", true]]);
});

test("what a tap would give can be told ahead, and changes nothing", () => {
  const { form, session, told } = world();
  session.cycle("a:left");
  assert.deepEqual([...session.cycled("a:left").marks], [["a:left", "main"]]);
  assert.deepEqual([...session.cycled("b:left").marks.keys()], ["a:left", "b:left"]);
  assert.deepEqual([...form.read()], [["a:left", "also"]]);
  assert.equal(told.length, 1);
});

test("a tick in the list is a step like a tap", () => {
  const { form, session } = world();
  form.tick("a:left");
  assert.deepEqual([...session.state().marks.keys()], ["a:left"]);
  session.undo();
  assert.equal(form.read().size, 0);
});

test("steps are taken back one by one, then there is nothing to take back", () => {
  const { session } = world();
  session.cycle("a:left");
  session.cycle("a:left");
  session.clear();
  assert.ok(session.isEmpty());
  session.undo();
  assert.equal(session.state().marks.get("a:left"), "main");
  assert.ok(session.undo() && session.undo());
  assert.ok(session.isEmpty() && !session.canUndo());
  assert.equal(session.undo(), false);
});

test("painting is one step, and is settled once, at its end", () => {
  const { session, told } = world();
  session.cycle("a:left");
  assert.ok(session.paint("b:left"));
  assert.ok(!session.paint("b:left"));
  assert.ok(session.paint("c:left"));
  session.paintEnd(true);
  assert.deepEqual(told.map(([, isSettled]) => isSettled), [true, false, false, true]);
  session.undo();
  assert.deepEqual([...session.state().marks.keys()], ["a:left"]);
});

test("a cancelled painting leaves nothing, and no step", () => {
  const { session } = world();
  session.paint("b:left");
  session.paintEnd(false);
  assert.ok(session.isEmpty() && !session.canUndo());
});

test("painting over what is marked is no step", () => {
  const { session } = world();
  session.begin({ marks: new Map([["a:left", "main"]]), symptoms: [] });
  session.paint("a:left");
  session.paintEnd(true);
  assert.ok(!session.canUndo());
  assert.equal(session.state().marks.get("a:left"), "main");
});

test("a link's marks are no step to take back; symptoms can be dropped", () => {
  const { session } = world();
  session.begin({ marks: new Map(), symptoms: ["dizziness", "nausea"] });
  assert.ok(!session.canUndo());
  session.dropSymptom("nausea");
  assert.deepEqual(session.state().symptoms, ["dizziness"]);
});
