import assert from "node:assert/strict";
import { test } from "node:test";

import { createPreferences, DEFAULTS, readPreferences } from "../../static/js/preferences.js";

function storageOf(text = null) {
  const kept = { text };
  return { kept, getItem: () => kept.text, setItem: (_, next) => void (kept.text = next) };
}

test("without anything kept it is as at first: the candidate's muscle, the neutral body", () => {
  assert.deepEqual(createPreferences(() => storageOf()).get(), DEFAULTS);
  assert.equal(DEFAULTS.muscle, true);
  assert.equal(DEFAULTS.deep, false);
  assert.equal(DEFAULTS.body, "neutral");
});

test("a change is kept for the next time, and changes nothing else", () => {
  const storage = storageOf();
  createPreferences(() => storage).set({ deep: true, body: "female" });
  assert.deepEqual(createPreferences(() => storage).get(), { ...DEFAULTS, deep: true, body: "female" });
});

test("what is damaged or unknown is as at first", () => {
  for (const text of ["", "{", "null", "7", "[]", '{"deep":"yes","body":"../../x","more":1}']) {
    assert.deepEqual(readPreferences(text), DEFAULTS, text);
  }
});

test("a storage that refuses leaves the choice to this page", () => {
  const refusing = () => {
    throw new Error("refused");
  };
  const preferences = createPreferences(refusing);
  preferences.set({ points: true });
  assert.equal(preferences.get().points, true);
});
