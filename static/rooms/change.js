// One's own question while it is held: put in other words, or taken back, in place.

import { put } from "../web/pieces.js";
import { post } from "../web/post.js";

/** Sends the forms of the pieces in the list; `changed` is called with the piece that came of it. */
export function changeInPlace(list, changed = () => {}) {
  list.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-own-deed]");
    if (!form) return;
    event.preventDefault();
    const own = form.closest(".own");
    const refused = own.querySelector("[data-own-refused]");
    refused.textContent = "";
    const answer = await post(form.action, new FormData(form));
    if (!answer.ok) {
      refused.textContent = answer.detail ?? list.dataset.unsent;
      return;
    }
    if (answer.id !== own.dataset.question) return another(form, answer);
    put(answer.html);
    const now = document.getElementById(own.id);
    now.tabIndex = -1;
    now.focus({ preventScroll: true });
    changed(now);
  });
}

/** A follow-up is a question of its own: it comes to the list, and its form is ready for the next. */
function another(form, answer) {
  const [{ element }] = put(answer.html);
  form.reset();
  form.elements.key.value = crypto.randomUUID();
  form.closest("details").open = false;
  element.tabIndex = -1;
  element.focus();
}

/** Shows a piece anew, with what is being typed in it. */
export function putKeeping(html, id) {
  const before = document.getElementById(id)?.querySelector("[data-own-deed] textarea");
  const typed = before && before.value !== before.defaultValue ? before.value : null;
  put(html);
  const field = document.getElementById(id)?.querySelector("[data-own-deed] textarea");
  if (typed !== null && field) field.value = typed;
}
