// What Z takes back: a rejection until its asker is told, an approval by taking it down again.

import { post } from "../web/post.js";
import { say } from "../web/words.js";
import { words } from "./deeds.js";
import { tell } from "./told.js";

const BACK = {
  reject: "restoration", park: "putting-back", escalate: "putting-back", "ask-back": "putting-back", merge: "separation", assign: "unassignment",
};
const TOLD_AFTER = 10_000; // milliseconds from a rejection to its asker's knowing

/** opens(deed) shows an item again; takeDown(what) asks for a reason. */
export function undoing({ opens, takeDown }) {
  const done = [];

  function remember(deed) {
    if (deed.verdict !== "put-back") done.push(deed);
  }

  /** Milliseconds for which the last deed can still be undone; Infinity for an approval. */
  function open() {
    const last = done.at(-1);
    if (!last || given(last) || last.verdict === "divert" || last.sort === "correction") return 0;
    return last.verdict === "reject" ? Math.max(0, last.at + TOLD_AFTER - performance.now()) : Infinity;
  }

  async function undo() {
    const last = done.at(-1);
    if (!last) return tell(say("no-undo"));
    if (given(last)) return tell(say("answer-undo"), { late: true });
    if (last.sort === "correction") return tell(say("no-undo.correction"), { late: true });
    if (last.verdict === "divert") return tell(say("no-undo.divert"), { late: true });
    if (!open()) return tell(say("too-late"), { late: true });
    if (last.verdict === "keep-order") return lift(last);
    if (last.verdict in BACK) return takeBack(last, BACK[last.verdict]);
    return takeDown({ ...last, path: `/staff/${last.sort}s/${last.item}/withdrawal` });
  }

  /** Lifts what was decided about an asker. */
  async function lift(deed) {
    const answer = await post(`/staff/bans/${deed.limit}/lifting`);
    if (!answer.ok) return tell(words(deed, answer), { late: true });
    forget(deed.item);
    tell(say("done.lift", deed));
  }

  async function takeBack(deed, way) {
    const answer = await post(`/staff/questions/${deed.item}/${way}`, { version: deed.fields.get("version") });
    if (!answer.ok) return tell(words(deed, answer), { late: true });
    forget(deed.item);
    if (deed.verdict === "assign") return tell(say("done.unassign", deed));
    tell(say("done.restore", deed));
    opens(deed);
  }

  /** The form of one among the rejections. */
  async function restoreFrom(form) {
    const name = form.closest(".rejection").querySelector("bdi").textContent;
    const answer = await post(form.action);
    if (!answer.ok) return tell(words({ name }, answer), { late: true });
    forget(form.action.split("/").at(-2));
    tell(say("done.restore", { name }));
  }

  /** It was taken back, here or elsewhere. */
  function forget(item) {
    const at = done.findLastIndex((deed) => deed.item === item);
    if (at >= 0) done.splice(at, 1);
  }

  return { remember, open, undo, restoreFrom, forget };
}

/** An answer that was given back is with its officer again. */
const given = (deed) => deed.sort !== "question" && deed.verdict === "reject";
