// "Me too": one asks a question as well, or takes that back, in place.

import { fill } from "../web/fill.js";
import { post } from "../web/post.js";

/** Returns mark(element), for each block that is new or was drawn anew. `own` holds the visitor's own questions. */
export function supporting(list, own) {
  const mine = new Set();
  for (const button of list.querySelectorAll(".too__button[aria-pressed=true]")) mine.add(button.closest("li").id);

  list.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-too]");
    if (!form) return;
    event.preventDefault();
    const { id } = form.closest("li");
    const answer = await post(form.dataset.too + (mine.has(id) ? "/withdrawal" : ""));
    if (!answer.ok) return say(id, answer.detail ?? list.dataset.unsent);
    if (answer.yours) mine.add(id);
    else mine.delete(id);
    mark(document.getElementById(id));
    say(id, answer.support ? fill(list.dataset.many, { number: answer.support + 1 }) : "");
  });

  function mark(block) {
    const button = block?.querySelector(".too__button");
    if (!button) return;
    button.setAttribute("aria-pressed", String(mine.has(block.id)));
    button.hidden = own.querySelector(`[data-follows="${CSS.escape(block.id.slice(2))}"]`) !== null;
  }

  const say = (id, words) => {
    const place = document.getElementById(id)?.querySelector(".too__count");
    if (place) place.textContent = words;
  };

  return mark;
}
