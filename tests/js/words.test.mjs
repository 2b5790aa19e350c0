import assert from "node:assert/strict";
import { test } from "node:test";

import { find, foldWord, readQuery } from "../../static/js/words.js";

const ENTRIES = [
  { id: "knee-back-inner", label: "back of the knee, inner half", also: "popliteal fossa hollow of the knee" },
  { id: "knee-back-outer", label: "back of the knee, outer half", also: "popliteal fossa hollow of the knee" },
  { id: "patella", label: "kneecap", also: "patella front of the knee" },
  { id: "neck-posterior", label: "back of the neck", also: "nape stiff neck" },
  { id: "neck-lateral", label: "side of the neck", also: "lateral neck" },
  { id: "epigastrium", label: "upper middle of the belly", also: "epigastric stomach heartburn" },
  { id: "toe-1-top", label: "top of the great toe", also: "big toe" },
  { id: "upper-molars", label: "upper back teeth", also: "toothache molars" },
];
const ids = (text) => find(ENTRIES, readQuery(text)).map(({ id }) => id);

test("plain words find the place", () => {
  assert.deepEqual(ids("back of my knee"), ["knee-back-inner", "knee-back-outer"]);
  assert.deepEqual(ids("it hurts in the side of my neck"), ["neck-lateral"]);
  assert.deepEqual(ids("heartburn"), ["epigastrium"]);
});

test("everyday words stand for the list's words", () => {
  assert.deepEqual(ids("tummy"), ["epigastrium"]);
  assert.deepEqual(ids("big toes"), ["toe-1-top"]);
  assert.deepEqual(ids("back tooth"), ["upper-molars"]);
});

test("words in the label count more than other words", () => {
  assert.equal(ids("knee")[0], "knee-back-inner");
  assert.ok(ids("knee").includes("patella"));
});

test("the beginning of a word is enough while typing", () => {
  assert.ok(ids("kn").includes("patella"));
  assert.deepEqual(ids("pop"), ["knee-back-inner", "knee-back-outer"]);
});

test("a side is understood and not searched for", () => {
  assert.deepEqual(readQuery("back of my left knee"), { words: ["back", "knee"], side: "left" });
  assert.deepEqual(ids("right side of the neck"), ["neck-lateral"]);
});

test("when no place has every word, those with most are given", () => {
  assert.deepEqual(ids("burning neck nape"), ["neck-posterior"]);
});

test("nothing fits nothing", () => {
  for (const text of ["", "   ", "xyzzy", "!!!"]) assert.deepEqual(ids(text), [], text);
});

test("words are compared without plural, case and accents", () => {
  assert.equal(foldWord("Knees"), foldWord("knee"));
  assert.equal(foldWord("Teeth"), foldWord("tooth"));
  assert.equal(foldWord("déltoïde"), "deltoide");
  assert.equal(foldWord("tennis"), foldWord(foldWord("tennis")));
  assert.equal(foldWord("biceps"), foldWord("bicep"));
});
