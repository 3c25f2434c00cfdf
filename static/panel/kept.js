// What was typed and could not be sent any more: it stays readable where it was typed, also after a
// reload, until it is put away.

import { dropDraft, keep, recall } from "../web/drafts.js";
import { say } from "../web/words.js";
import { copyFor } from "./blank.js";
import { focusTold, tell } from "./told.js";

const place = document.getElementById("in-hand");
const blank = document.getElementById("kept");
const LIST = `in-hand.${document.getElementById("panel-desk").dataset.live}`;

export const draftOf = (question) => `answer.${question}`;

/** The words of a composer in its place, with the reason why they were not sent. */
export function keepWords(composer, why) {
  const { question, number } = composer.dataset;
  const block = blockOf(question, number, why, composer.querySelector(".composer__field").value);
  document.getElementById(block.id)?.remove();
  composer.replaceWith(block);
  keep(draftOf(question), wordsIn(block).value);
  note(question, number, why);
  return wordsIn(block);
}

/** Takes the words away on the officer's own word. */
export function putAway(block) {
  const { question } = block.dataset;
  block.remove();
  tell(say("put-away"));
  (place.querySelector(".composer__field, .kept__words") ?? { focus: focusTold }).focus();
  if (document.getElementById(`answer-${question}`)) return; // its draft is another's now
  dropDraft(draftOf(question));
  forget(question);
}

/** The words came back into a composer: they need not stand there twice. */
export function takenUp(question, field) {
  const block = document.getElementById(`kept-${question}`);
  if (block && wordsIn(block).value === field.value) block.remove();
}

/** After a reload: what was being typed to a question that is no longer in hand. */
export function bringBack(whyOf) {
  for (const [question, { number, why }] of Object.entries(noted())) {
    const text = recall(draftOf(question));
    if (document.getElementById(`answer-${question}`) || document.getElementById(`kept-${question}`)) continue;
    if (text.trim()) place.prepend(blockOf(question, number, why || whyOf(question), text));
    else forget(question);
  }
}

/** Remembers that a question is in hand, or why it is no longer. */
export function note(question, number, why = "") {
  keep(LIST, JSON.stringify({ ...noted(), [question]: { number, why } }));
}

export function forget(question) {
  const { [question]: gone, ...others } = noted();
  if (gone) keep(LIST, Object.keys(others).length ? JSON.stringify(others) : "");
}

const noted = () => JSON.parse(recall(LIST) || "{}");

function blockOf(question, number, why, text) {
  const block = copyFor(blank, question);
  block.querySelector(".kept__why").textContent = say(`late.${why}`, { number });
  block.querySelector("label").textContent = say("unsent", { number });
  wordsIn(block).value = text;
  return block;
}

const wordsIn = (block) => block.querySelector(".kept__words");
