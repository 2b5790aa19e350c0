import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { createBodies } from "../../static/js/bodies.js";

const fetchOfNode = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetchOfNode;
});

/** A server whose answers come when they are let go. */
function server() {
  const asked = [];
  globalThis.fetch = (url) =>
    new Promise((done) => {
      asked.push({ url, answer: (ok = true) => done({ ok, status: ok ? 200 : 503, json: async () => ({ url }) }) });
    });
  return asked;
}

function setUp() {
  const shown = [];
  const notes = [];
  const bodies = createBodies(
    async (body) => {
      shown.push(body?.url ?? null);
      return true;
    },
    (words) => notes.push(words),
  );
  return { bodies, shown, notes };
}

test("a body is fetched once, and the neutral one never", async () => {
  const asked = server();
  const { bodies, shown } = setUp();
  const first = bodies.choose("female");
  asked[0].answer();
  assert.ok(await first);
  assert.ok(!bodies.isNeutral());
  assert.ok(await bodies.choose("neutral"));
  assert.ok(bodies.isNeutral());
  assert.ok(await bodies.choose("female"));
  assert.deepEqual(shown, ["/figures/bodies/female.json", null, "/figures/bodies/female.json"]);
  assert.equal(asked.length, 1);
});

test("the last wish wins, in whatever order the answers come", async () => {
  const asked = server();
  const { bodies, shown } = setUp();
  const wishes = [bodies.choose("female"), bodies.choose("male")];
  asked[1].answer();
  asked[0].answer();
  assert.deepEqual(await Promise.all(wishes), [true, true]);
  assert.deepEqual(shown, ["/figures/bodies/male.json"]);
});

test("a body that cannot be fetched is said, and the present one stays", async () => {
  const asked = server();
  const { bodies, shown, notes } = setUp();
  const wish = bodies.choose("male");
  asked[0].answer(false);
  assert.equal(await wish, false);
  assert.deepEqual(shown, []);
  assert.equal(notes.length, 1);
  assert.ok(bodies.isNeutral());
});
