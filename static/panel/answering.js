// Picking, putting down and answering; what went wrong is said where one is looking.

import { dropDraft } from "../web/drafts.js";
import { post } from "../web/post.js";
import { say } from "../web/words.js";
import { draftOf } from "./composer.js";

const told = document.getElementById("told");
const under = new WeakSet(); // forms whose answer is on its way

export function tell(words) {
  told.textContent = words;
}

/** Does what a form says. The page itself changes when the frame of it arrives. */
export async function act(form) {
  if (under.has(form)) return;
  under.add(form);
  const { composer, number, error } = around(form);
  if (error) error.textContent = "";
  if (form.dataset.deed === "answer") tell(say("sending"));
  const answer = await post(form.action, new FormData(form));
  under.delete(form);
  if (!answer.ok) return refused(answer, error);
  if (form.dataset.deed === "answer") sent(composer);
  tell(say(wordsFor(form, answer), { number }));
}

function wordsFor(form, answer) {
  if (form.dataset.deed === "answer") return answer.became;
  return form.dataset.deed === "pick" ? "picked" : "put-down";
}

/** Its words have arrived: the field may go. */
function sent(composer) {
  dropDraft(draftOf(composer.dataset.question));
  composer.querySelector(".composer__field").value = "";
}

function refused(answer, error) {
  const words = answer.detail ?? say(why(answer));
  if (error) error.textContent = words;
  tell(error ? "" : words);
}

function why({ status, sent }) {
  if (status === 0) return sent ? "no-answer" : "nothing-sent";
  return status === 401 ? "signed-out" : "refused";
}

function around(form) {
  const composer = form.closest(".composer");
  const asked = form.closest(".asked");
  return {
    composer,
    number: asked?.dataset.number ?? composer.querySelector(".composer__number").textContent.slice(1),
    error: composer?.querySelector(".composer__error"),
  };
}
