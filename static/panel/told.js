// The line that says what came of a deed. It is looked at again with every frame, as what it said
// of a question may be true no longer: then other words stand there, or none.

import { say } from "../web/words.js";
import { isMine } from "./order.js";
import { latest } from "./own.js";
import { over } from "./phase.js";

const told = document.getElementById("told");
let claim = null;

// What the page before this one sent is said once, and not again by a reload.
if ("about" in told.dataset) {
  history.replaceState(null, "", location.pathname);
  told.focus();
}

const HOLDS = {
  "assigned": (asked) => !over() && isMine(asked) && asked.matches("[data-place=panel]:not(.asked--mine)"),
  "picked": (asked) => asked.classList.contains("asked--mine"),
  "put-down": (asked) => !over() && !asked.dataset.holder,
  "taken": (asked) => Boolean(asked.dataset.holder),
  "answer.held": (asked) => latest(asked) === "held",
  "answer.released": (asked) => latest(asked) === "released",
  "returned": (asked) => !over() && asked.matches("[data-place=panel]:not(.asked--mine)") && latest(asked) === "returned",
};

/** Says something that stays true. */
export function tell(words) {
  told.textContent = words;
  delete told.dataset.about;
  claim = null;
}

/** Says something of a question that holds from that event on, until a frame says otherwise. */
export function state(name, { question, number, seq = 0, words = say(name, { number }) }) {
  tell(words);
  claim = { name, question, number, seq, seen: false };
}

/** Something has happened to a question: what the page said of it when it was loaded is old. */
export function overtaken(question) {
  if (told.dataset.about === question) tell("");
}

/** Looks whether it still holds, once the events up to that one are on the page. */
export function look(upto) {
  if (!claim) return;
  const asked = document.getElementById(`p-${claim.question}`);
  if (!asked) return tell(say("left.taken-down", claim));
  const holds = HOLDS[claim.name](asked);
  claim.seen ||= holds;
  if (!holds && (claim.seen || upto >= claim.seq)) instead(asked);
}

function instead(asked) {
  if (claim.name === "returned") return tell(say("given-back", claim));
  const now = claim.name.startsWith("answer.") && latest(asked);
  if (now === "released") return state("answer.released", claim);
  tell(now === "withdrawn" ? say("withdrawn", claim) : "");
}

/** Where the focus goes when what it was in goes and leaves no words behind. */
export function focusTold() {
  told.focus();
}
