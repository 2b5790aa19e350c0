import assert from "node:assert/strict";
import { test } from "node:test";

import { readFragment, tellDropped, writeFragment } from "../../static/js/address.js";

const ZONES = new Set(["temple:left", "neck-posterior:left", "sternum:midline"]);
const KNOWN = {
  resolveMark: (key) => (key === "old-temple:left" ? "temple:left" : ZONES.has(key) ? key : null),
  hasSymptom: (id) => id === "dizziness",
};

test("what is written is read again", () => {
  const marks = new Map([["temple:left", "main"], ["neck-posterior:left", "also"], ["sternum:midline", "also"]]);
  const fragment = writeFragment(marks, ["dizziness"], "2026.11-0a1b2c3d");
  assert.equal(fragment, "m=temple:left!,neck-posterior:left,sternum;s=dizziness;v=2026.11-0a1b2c3d");
  const restored = readFragment(`#${fragment}`, KNOWN);
  assert.deepEqual([...restored.marks], [...marks]);
  assert.deepEqual(restored.symptoms, ["dizziness"]);
  assert.equal(restored.version, "2026.11-0a1b2c3d");
  assert.deepEqual(restored.dropped, []);
});

test("nothing marked writes nothing, not even the version", () => {
  assert.equal(writeFragment(new Map(), [], "2026.11"), "");
});

test("what is unknown is dropped and named, the rest restored", () => {
  const restored = readFragment("#m=temple:left,earlobe:left,temple;s=hiccup,dizziness", KNOWN);
  assert.deepEqual([...restored.marks.keys()], ["temple:left"]);
  assert.deepEqual(restored.symptoms, ["dizziness"]);
  assert.deepEqual(restored.dropped, ["earlobe:left", "temple", "hiccup"]);
});

test("a renamed place is found under its new name", () => {
  assert.deepEqual([...readFragment("#m=old-temple:left!", KNOWN).marks], [["temple:left", "main"]]);
});

test("broken fragments open with what can be understood", () => {
  for (const broken of ["#", "#m", "#m=", "#=;=;", "#%E0%A4%A", "#m=,,;s=,", "#x=1;y=2", "#m=%%%", "#/muscles"]) {
    const restored = readFragment(broken, KNOWN);
    assert.equal(restored.marks.size, 0, broken);
  }
  assert.equal(readFragment("#m=%E0%A4%A,temple:left", KNOWN).marks.size, 1);
});

test("what is no part of a link is named", () => {
  assert.deepEqual(readFragment("#%%%", KNOWN).dropped, ["%%%"]);
  assert.deepEqual(readFragment("#x=1;m=temple:left", KNOWN).dropped, ["x=1"]);
  assert.deepEqual(readFragment("#m=;s=;v=1", KNOWN).dropped, []);
});

test("encoded and upper-case fragments are read too", () => {
  assert.deepEqual([...readFragment("#m=temple%3Aleft%21", KNOWN).marks], [["temple:left", "main"]]);
  assert.deepEqual([...readFragment("#m=Temple:Left", KNOWN).marks.keys()], ["temple:left"]);
});

test("of contradictory weights the main one wins, and repeats collapse", () => {
  assert.deepEqual([...readFragment("#m=temple:left,temple:left!,temple:left", KNOWN).marks], [["temple:left", "main"]]);
  assert.deepEqual(readFragment("#m=x,x;s=dizziness,dizziness", KNOWN).dropped, ["x"]);
});

test("a monstrous fragment is cut, and its names shortened", () => {
  const restored = readFragment(`#m=${"y".repeat(5000)},${"z:left,".repeat(100_000)}`, KNOWN);
  assert.ok(restored.dropped.every((name) => name.length <= 61));
  assert.ok(restored.dropped.length <= 600);
});

test("what was dropped is said in one sentence, and that the link is older in a second", () => {
  const dropped = ["a", "b", "c", "d", "e", "f"];
  assert.equal(tellDropped({ dropped: ["a"], version: "1" }, "1"), "The link names what is not in the catalogue: a.");
  assert.match(tellDropped({ dropped, version: "1" }, "2"), /a, b, c, d, e and others\. It was made with another version/);
});

test("a trigger point that is looked at travels with the marks, and without", () => {
  const fragment = writeFragment(new Map([["temple:left", "also"]]), [], "2026.11", "temporalis-2:left");
  assert.equal(fragment, "m=temple:left;p=temporalis-2:left;v=2026.11");
  assert.equal(readFragment(fragment, KNOWN).point, "temporalis-2:left");
  assert.equal(readFragment("#p=soleus-1:right", KNOWN).point, "soleus-1:right");
  assert.equal(readFragment("#m=temple:left", KNOWN).point, null);
});

test("what cannot be a trigger point on a side is dropped and named", () => {
  for (const broken of ["temporalis-2", "temporalis-2:up", "<b>:left"]) {
    const restored = readFragment(`#p=${broken}`, KNOWN);
    assert.equal(restored.point, null);
    assert.deepEqual(restored.dropped, [broken]);
  }
});
