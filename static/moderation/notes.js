// Notes among the crew: what one has not acknowledged comes first and stands out, until one says Seen.

import { fill } from "../web/fill.js";
import { post } from "../web/post.js";
import * as columns from "./columns.js";
import { words } from "./deeds.js";
import * as pane from "./item.js";
import { tell } from "./told.js";

const { me } = document.getElementById("desk").dataset;
const box = document.getElementById("crew");
const list = box.querySelector("[data-list]");
const fold = document.querySelector(".fold--crew-note");
const isNew = (note) => !note.querySelector("[data-see]").hidden;
const fresh = () => [...list.children].filter(isNew);

/** Takes up what put() or settle() did to the notes. */
export function follow(done) {
  const notes = done.map(({ element }) => element).filter(({ dataset }) => dataset.place === "crew" || dataset.about);
  for (const note of notes) if (note.dataset.about) pane.forget(`h-${note.dataset.about}`);
  const before = fresh().length;
  for (const note of list.children) dress(note);
  if (done.some(({ did, element }) => did === "added" && element.parentElement === list && isNew(element))) box.open = true;
  if (notes.length || before !== fresh().length) arrange();
}

/** One rendering serves all desks: what is not for this one is hidden. */
function dress(note) {
  const { by, seen } = note.dataset;
  note.querySelector("[data-see]").hidden = by === me || seen.split(" ").includes(me);
  note.querySelector("[data-unsay]").hidden = by !== me;
}

/** New ones first, then the newest; what stands in its place already is not moved. */
function arrange() {
  const sorted = [...list.children].sort((a, b) => isNew(b) - isNew(a) || (a.dataset.order < b.dataset.order ? 1 : -1));
  sorted.forEach((note, at) => { if (list.children[at] !== note) list.insertBefore(note, list.children[at]); });
  box.hidden = sorted.length === 0;
  const count = fresh().length;
  for (const place of document.querySelectorAll("[data-crew-count]")) {
    place.textContent = count === 0 ? "" : count === 1 ? place.dataset.one : fill(place.dataset.many, { count });
  }
  if (count === 0) box.querySelector("[data-away]")?.remove();
}

/** Acknowledges a note, or takes one's own back. The frame that tells of it shows what came of it. */
export async function send(form) {
  const inside = form.contains(document.activeElement);
  const answer = await post(form.action);
  if (!answer.ok) return tell(words({ name: "" }, answer), { late: true });
  form.hidden = true;
  arrange();
  if (inside) (fresh()[0]?.querySelector(".note__see") ?? (box.hidden ? pane.article().querySelector(".item__name") : box.querySelector("summary"))).focus();
}

/** S: the first that is new. */
export function see() {
  const first = fresh()[0];
  if (!first) return false;
  const read = first.checkVisibility();
  columns.show("queue");
  box.open = true;
  if (read) first.querySelector("[data-see]").requestSubmit(); // or it is shown first
}

/** C: unfolds the field. */
export function write() {
  if (fold.hidden) return;
  columns.show("queue"); // behind a tab the field would not be had, and what is typed would be keys
  fold.open = true;
  fold.querySelector("textarea").focus();
}

/** What is written may be about the item that is open now. */
fold.addEventListener("toggle", () => {
  const about = fold.querySelector("[data-note-about]");
  const item = pane.article().dataset.item ?? "";
  about.hidden = !item;
  about.querySelector("[data-note-name]").textContent = item && pane.nameIn(pane.article());
  Object.assign(about.querySelector("input"), { value: item, checked: false });
});
