// Keeping order: deeds on whoever asked. The item stays open, as it still waits for a decision.

import { parse, put } from "../web/pieces.js";
import { post } from "../web/post.js";
import { words } from "./deeds.js";
import * as pane from "./item.js";
import { tell } from "./told.js";

/** Warns, slows down, mutes, bans or lifts, by the form and the button that was pressed. */
export async function keepOrder(form, button, undo) {
  const item = pane.article().dataset.item;
  const name = pane.nameIn(pane.article());
  const action = button.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await post(action, new FormData(form, button));
  if (!answer.ok) return tell(words({ name }, answer), { late: true });
  const done = button.dataset.done ?? form.dataset.done;
  const made = !action.endsWith("/lifting");
  if (made) undo.remember({ verdict: "keep-order", sort: "question", limit: answer.limit, item, name, id: `h-${item}`, at: performance.now() });
  tell(done, { undo: made ? undo.open() : 0 });
  if (pane.article().dataset.item !== item) return;
  for (const fold of pane.article().querySelectorAll(".verdicts__order, .keep__ban")) fold.open = false;
  pane.article().querySelector(".item__name").focus({ preventScroll: true });
  await lookAgain();
}

/** What the desk is told of the open item's asker has changed: that alone is shown anew. */
export async function lookAgain() {
  pane.forgetAll();
  const { item, sort } = pane.article().dataset;
  if (sort !== "question") return;
  const answer = await fetch(`/staff/questions/${item}?part=item`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const [fresh] = parse(await answer.text());
  if (pane.article().dataset.item !== item) return;
  put([...fresh.querySelectorAll("#asker, #keep-trust")]);
}
