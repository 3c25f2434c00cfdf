// One big field for each question in hand. It stands apart from the pieces, so that no frame ever
// touches what is being typed, and its words outlive a reload and the question itself.

import { dropDraft, keepDraft } from "../web/drafts.js";
import { say } from "../web/words.js";
import { countDown } from "../rooms/count.js";
import { copyFor } from "./blank.js";
import { bringBack, draftOf, forget, keepWords, note, takenUp } from "./kept.js";
import { ownReplies } from "./own.js";
import { over } from "./phase.js";
import { focusTold, state, tell } from "./told.js";

const place = document.getElementById("in-hand");
const blank = document.getElementById("composer");
const nothing = place.querySelector("[data-nothing]");
const before = new WeakMap(); // one's answers to the question when its composer began

/** Opens a composer for each question one holds, and closes those of questions one holds no longer. */
export function compose(root) {
  const mine = [...root.querySelectorAll(".asked--mine")];
  const ids = new Set(mine.map((asked) => asked.dataset.question));
  for (const composer of place.querySelectorAll(".composer")) {
    // While a deed is on its way nobody knows yet what its words have come to.
    if (!ids.has(composer.dataset.question) && !composer.dataset.under) close(composer);
  }
  for (const asked of mine) open(asked, root);
  if (nothing) nothing.hidden = mine.length > 0;
}

/** When the page begins: the same, and what was typed before it was loaded. */
export function composeFirst(root) {
  compose(root);
  bringBack((question) => whyGone(document.getElementById(`p-${question}`)) ?? "left");
}

function open(asked, root) {
  const id = asked.dataset.question;
  const there = document.getElementById(`answer-${id}`);
  if (there) return begin(there, asked, root);
  const composer = fill(copyFor(blank, id), asked);
  place.prepend(composer); // what one has just taken stands first
  begin(composer, asked, root);
  // Taken from another tab, or slowly: whoever types elsewhere by now is left alone.
  if (!document.activeElement?.closest(".composer, .kept")) composer.querySelector(".composer__field").focus();
}

/** A composer from the template, with the question's own words in it. */
function fill(composer, asked) {
  composer.dataset.number = asked.dataset.number;
  composer.querySelector(".composer__number").textContent = `Q${asked.dataset.number}`;
  composer.querySelector(".composer__asker").textContent = asked.querySelector(".talk__name").textContent;
  composer.querySelector(".composer__words").textContent = asked.querySelector(".talk__words").textContent;
  const back = [...asked.querySelectorAll(".reply--mine.reply--returned .talk__words")].at(-1);
  composer.querySelector(".composer__field").defaultValue = back?.textContent ?? "";
  return composer;
}

/** Once: the draft comes back, the count begins. */
function begin(composer, asked, root) {
  if (composer.dataset.begun) return;
  composer.dataset.begun = "yes";
  const { question, number } = composer.dataset;
  const field = composer.querySelector(".composer__field");
  before.set(composer, new Set(standing(asked).map((reply) => reply.id)));
  keepDraft(field, draftOf(question));
  takenUp(question, field);
  note(question, number);
  field.addEventListener("input", () => { delete composer.dataset.done; }); // these words are new
  countDown(field, Number(root.dataset.longest), composer.querySelector(".composer__left"), composer.querySelector(".composer__spoken"));
}

/** Takes a composer away. Words in it that were not sent stay, and the focus stays with them. */
function close(composer) {
  const focused = composer.contains(document.activeElement);
  const words = composer.dataset.done ? finish(composer) : leave(composer);
  composer.remove();
  if (focused && words) words.focus();
  else if (focused) focusTold();
}

/** It was sent or put down here, and that has been said. */
function finish(composer) {
  forget(composer.dataset.question);
}

/** The question went out of hand for another reason. Returns the field of the words that are kept. */
function leave(composer) {
  const { question, number } = composer.dataset;
  const asked = document.getElementById(`p-${question}`);
  const { value } = composer.querySelector(".composer__field");
  const fresh = asked ? standing(asked).filter((reply) => !before.get(composer).has(reply.id)) : [];
  const same = fresh.find((reply) => plain(reply.querySelector(".talk__words").textContent) === plain(value));
  if (same) {
    // They did arrive, though the server's answer did not.
    dropDraft(draftOf(question));
    forget(question);
    return state(`answer.${same.dataset.state}`, { question, number });
  }
  const why = whyGone(asked) ?? (fresh.length ? "answered" : "left");
  tell(say(`left.${why}`, { number }));
  if (value.trim()) return keepWords(composer, why);
  forget(question);
}

function whyGone(asked) {
  if (over() || (asked && "unanswered" in asked.dataset)) return "ended";
  return asked ? undefined : "taken-down";
}

/** One's own answers to it that wait or are shown. */
const standing = (asked) => ownReplies(asked).filter(({ dataset }) => ["held", "released"].includes(dataset.state));

const plain = (words) => words.normalize().replace(/\s+/g, " ").trim();
