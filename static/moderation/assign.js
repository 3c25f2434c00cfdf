// Giving a question to one of the panel: the open item, or one that is in the room already.

import { post } from "../web/post.js";
import { say } from "../web/words.js";
import { words } from "./deeds.js";
import * as pane from "./item.js";
import { tell } from "./told.js";

const dialog = document.getElementById("assign");
const list = document.querySelector("[data-list=room]");
let about = null;

/** A button at a question in the room. */
export function assignButton(id, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "give as-link";
  made.textContent = say("assign");
  made.setAttribute("aria-label", say("assign-whole", { name }));
  made.addEventListener("click", () => askWhose({ item: id, name }));
  return made;
}

function askWhose(what) {
  about = what;
  dialog.querySelector(".ask__about").textContent = what.name;
  dialog.querySelector("[data-deed=unassign]").hidden = !document.getElementById(`for-${what.item}`);
  dialog.showModal();
}

/** O in the room: whose is the question one is at? */
export function assignHere() {
  const block = document.activeElement.closest("[data-list=room] > li") ?? list.querySelector("li:hover");
  block?.querySelector(".give").click();
}

/** A form of the dialog, or of the open item, which stays open: nothing of it is decided. */
export async function assign(form, button, undo) {
  const inRoom = dialog.contains(form);
  const what = inRoom ? about : { item: pane.article().dataset.item, name: pane.nameIn(pane.article()) };
  const verdict = form.dataset.deed;
  if (inRoom) dialog.close();
  const fields = new FormData(form, button);
  const answer = await post(`/staff/questions/${what.item}/${verdict}ment`, fields);
  if (!answer.ok) return tell(words(what, answer), { late: true });
  if (verdict === "assign") undo.remember({ ...what, verdict, sort: "question", fields, at: performance.now() });
  tell(say(`done.${verdict}`, { ...what, seat: button.dataset.words }), { undo: undo.open() });
}
