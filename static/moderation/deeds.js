// Decisions on the open item. Approving steps on at once, as nearly all is fine; the row tells the
// truth meanwhile ("approving…"), and what could not be done comes back with words.

import { post } from "../web/post.js";
import { knows, say } from "../web/words.js";
import { dropEdit } from "./edits.js";
import * as pane from "./item.js";
import { theirs } from "./queue.js";
import { tell, tellNoMore } from "./told.js";

const MOVES = new Set(["park", "put-back", "ask-back", "escalate"]); // the item waits on, elsewhere

/** decide(form, button) for the forms of the item. */
export function decisions({ queue, order, connected, undo, lease }) {
  const under = new Set(); // rows whose deed is on its way

  async function decide(form, button) {
    const deed = told(form, button);
    if (under.has(deed.id)) return;
    under.add(deed.id);
    queue.pend(deed.id, say(`pending.${deed.verdict}`), say(`fate.${deed.word}`));
    // Words that were typed stay until they have arrived; so does everything on a broken line.
    const ahead = deed.verdict !== "edit" && connected() && navigator.onLine;
    if (ahead) show(order.next());
    const answer = await post(form.action, deed.fields);
    under.delete(deed.id);
    if (answer.ok && lease.holds(deed.item)) lease.lost(); // it ended with the deed
    if (answer.ok) done(deed, ahead);
    else refused(deed, answer, ahead);
    claim();
  }

  /** Says to the others what is open here. While a deed is on its way its item stays one's own. */
  function claim() {
    if (under.size) return;
    const row = document.getElementById(pane.rowId());
    if (!row || pane.isOver() || theirs(row)) lease.release();
    else lease.claim(pane.article().dataset.item);
  }

  /** Takes an item over from a colleague: for seniors. */
  async function takeOver(form) {
    const answer = await post(form.action);
    tell(answer.ok ? say("done.take-over") : words({ name: pane.nameIn(pane.article()) }, answer), { late: !answer.ok, passing: true });
    pane.article().querySelector(".item__name").focus();
  }

  function done(deed, ahead) {
    if (deed.verdict === "edit") dropEdit(deed.item);
    pane.forget(deed.id);
    const left = !ahead && pane.rowId() === deed.id;
    const next = left ? order.next() : null;
    // What only moves is moved by the frame that tells of it.
    if (!MOVES.has(deed.verdict)) queue.leave(deed.id, say(`fate.${deed.word}`));
    queue.changed();
    undo.remember(deed);
    tell(say(`done.${deed.word}`, deed), { undo: undo.open() });
    if (left) show(next);
  }

  function refused(deed, answer, ahead) {
    pane.forget(deed.id);
    const elsewhere = answer.status === 404 || (answer.status === 409 && knows(`by.${answer.verdict}`));
    const open = elsewhere && pane.rowId() === deed.id;
    const steps = open && !pane.unsent();
    const next = steps ? order.next() : null;
    queue.unpend(deed.id);
    if (elsewhere) queue.leave(deed.id, fate(answer));
    queue.changed();
    if (open && !steps) return decidedElsewhere(fate(answer));
    tell(words(deed, answer), { late: true });
    if (steps) show(next);
    // What was refused for another reason is still one's own to decide, unless one reads on already.
    else if (!elsewhere && ahead && (!pane.rowId() || (pane.fresh() && !pane.unsent()))) comeBack(deed, answer);
  }

  async function comeBack(deed, answer) {
    await show(document.getElementById(deed.id));
    tell(words(deed, answer), { late: true, passing: true });
  }

  /** The open item was decided, and not here. It stays, and with it what was typed, until one leaves it. */
  function decidedElsewhere(fate) {
    const name = pane.nameIn(pane.article());
    pane.over();
    tell(say(pane.unsent() ? "left-unsent" : "left", { name, fate }), { late: true, passing: true });
  }

  /** Shows a row's item; `byHand` where one has asked for that one. */
  async function show(row, { focus = true, byHand = false } = {}) {
    if (!row) {
      order.mark("");
      pane.showNothing({ focus });
      tellNoMore({ byHand });
      return claim();
    }
    order.mark(row.id);
    const refusal = await pane.open(row, { focus });
    if (refusal) return notOpened(row, refusal);
    order.reveal();
    tellNoMore({ byHand });
    pane.prefetch(order.next());
    claim();
  }

  function notOpened(row, { status, detail }) {
    if (status === 404 || status === 409) queue.leave(row.id, say("decided"));
    queue.changed();
    tell(detail ?? say(status === 401 ? "signed-out" : "not-opened"), { late: true });
    order.mark(pane.rowId());
  }

  return { decide, decidedElsewhere, show, takeOver, claim, under };
}

function told(form, button) {
  const article = pane.article();
  return {
    verdict: form.dataset.deed,
    word: form.dataset.deed + (article.dataset.sort !== "question" ? ".answer" : ""),
    item: article.dataset.item,
    sort: article.dataset.sort,
    id: pane.rowId(),
    name: pane.nameIn(article),
    words: form.elements.text?.value ?? article.querySelector("[name=text]").defaultValue,
    reason: button?.dataset.words ?? "",
    fields: new FormData(form, button),
    at: performance.now(),
  };
}

const fate = ({ verdict, by }) => (knows(`by.${verdict}`) ? say(`by.${verdict}`, { by }) : say("decided"));

/** Why something was not done. */
export function words(about, { status, sent, detail }) {
  const whole = about.name ? "" : ".room"; // what is done to the whole room is about nobody by name
  if (status === 0) return say(`${sent ? "no-answer" : "nothing-sent"}${whole}`, about);
  if (status === 401) return say("signed-out");
  return whole ? (detail ?? "") : say("refused", { ...about, detail: detail ?? "" });
}
