// One rendering serves the whole panel: this marks what is one's own, and counts what waits.

import { tally } from "../web/tally.js";
import { over } from "./phase.js";

const known = new Map(); // state of each of one's own answers

/** Marks own questions and answers. Returns the questions whose answer was given back since. */
export function markOwn(root) {
  const { seat } = root.dataset;
  const back = [];
  for (const asked of root.querySelectorAll(".asked")) {
    asked.classList.toggle("asked--for-me", Boolean(seat) && asked.dataset.assigned === seat);
    asked.classList.toggle("asked--mine", Boolean(seat) && asked.dataset.holder === seat);
    for (const reply of asked.querySelectorAll(".reply")) {
      if (mark(reply, seat)) back.push(asked);
    }
  }
  const open = root.querySelectorAll("[data-list=panel] > .asked:not(.asked--mine)").length;
  root.querySelector("[data-asked]").textContent = open ? String(open) : "";
  tally(over() ? 0 : open);
  return back;
}

/** One's own answers to a question, in the order they were given. */
export function ownReplies(asked) {
  return [...asked.querySelectorAll(".reply--mine")];
}

/** The state of one's latest answer to a question. */
export function latest(asked) {
  return ownReplies(asked).at(-1)?.dataset.state;
}

/** True when an answer of one's own has just been given back. */
function mark(reply, seat) {
  if (!seat || reply.dataset.seat !== seat) return false;
  const before = known.get(reply.id);
  known.set(reply.id, reply.dataset.state);
  reply.classList.add("reply--mine");
  return before !== undefined && before !== "returned" && reply.dataset.state === "returned";
}
