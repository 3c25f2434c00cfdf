// Picking, putting down and answering; what went wrong is said where one is looking.

import { dropDraft } from "../web/drafts.js";
import { post } from "../web/post.js";
import { knows, say } from "../web/words.js";
import { draftOf } from "./kept.js";
import { state, tell } from "./told.js";

const under = new WeakSet(); // forms whose answer is on its way

/** Does what a form says. The page itself changes when the frame of it arrives. */
export async function act(form) {
  if (under.has(form)) return;
  under.add(form);
  const { composer, error, ...about } = around(form);
  if (error) error.textContent = "";
  if (form.dataset.deed === "answer") tell(say("sending"));
  const fields = new FormData(form);
  if (composer) begun(composer, form);
  const answer = await post(form.action, fields);
  under.delete(form);
  if (composer) ended(composer, form, answer);
  if (!answer.ok) return refused(answer, error, about);
  state(wordsFor(form, answer), { ...about, seq: answer.seq });
}

/** Nothing can be typed that would be lost with what is being sent. */
function begun(composer, form) {
  composer.dataset.under = form.dataset.deed;
  composer.querySelector(".composer__field").readOnly = form.dataset.deed === "answer";
}

/** Its words have arrived, or one put it down: the composer may go with the frame of that. */
function ended(composer, form, { ok }) {
  const field = composer.querySelector(".composer__field");
  delete composer.dataset.under;
  field.readOnly = false;
  if (!ok) return;
  composer.dataset.done = form.dataset.deed;
  if (form.dataset.deed !== "answer") return;
  dropDraft(draftOf(composer.dataset.question));
  field.value = "";
}

function wordsFor(form, answer) {
  if (form.dataset.deed !== "answer") return form.dataset.deed === "pick" ? "picked" : "put-down";
  return knows(answer.became) ? answer.became : "answer.held"; // a retry names what happened since
}

function refused(answer, error, about) {
  const words = answer.detail ?? say(why(answer));
  if (error) error.textContent = words;
  if (error) tell("");
  // That somebody else is answering is said only while somebody is.
  else if (answer.status === 409) state("taken", { ...about, words, seq: Infinity });
  else tell(words);
}

function why({ status, sent }) {
  if (status === 0) return sent ? "no-answer" : "nothing-sent";
  return status === 401 ? "signed-out" : "refused";
}

function around(form) {
  const composer = form.closest(".composer");
  const { question, number } = (composer ?? form.closest(".asked")).dataset;
  return { composer, question, number, error: composer?.querySelector(".composer__error") };
}
