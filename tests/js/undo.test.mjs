import assert from "node:assert/strict";
import { test } from "node:test";

import { DEPTH, pop, push } from "../../static/js/undo.js";

test("what was remembered last is taken back first", () => {
  const stack = push(push([], "a"), "b");
  const { stack: rest, state } = pop(stack);
  assert.equal(state, "b");
  assert.equal(pop(rest).state, "a");
  assert.deepEqual(stack, ["a", "b"]);
});

test("an empty stack gives nothing back", () => {
  assert.deepEqual(pop([]), { stack: [], state: undefined });
});

test("the oldest steps are forgotten", () => {
  let stack = [];
  for (let number = 0; number < DEPTH + 5; number += 1) stack = push(stack, number);
  assert.equal(stack.length, DEPTH);
  assert.equal(stack[0], 5);
});
