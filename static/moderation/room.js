// The room column is what the public sees, with a way to take each thing down; it stays at the newest.

import { post } from "../web/post.js";
import { say } from "../web/words.js";
import { words } from "./deeds.js";
import { assignButton } from "./assign.js";
import { tell } from "./told.js";

const view = document.getElementById("room-view");
const list = view.querySelector("[data-list=room]");
const newest = document.getElementById("newest");
const dialogs = { questions: document.getElementById("take-down"), answers: document.getElementById("take-down-answer"), takeaways: document.getElementById("take-down-takeaway") };
let unread = 0;
let bottom = true; // kept by the scrolling itself, as measuring on every frame costs a layout
let scrolls = 0; // the frame that will
let about = null;
const LONGEST = 300; // characters of a text that the dialog repeats

/** Gives the blocks their buttons, and keeps to the newest. `done` is what put() or settle() returned. */
export function refresh(done) {
  list.querySelectorAll(":scope > li:not(:has(> .down))").forEach(decorate);
  const added = done.filter(({ did, element }) => did === "added" && element.dataset.place === "room");
  if (bottom && done.length) toNewest();
  else if (added.length) offer(unread + added.length);
  summarise();
}

function decorate(block) {
  const { number, name } = block.dataset;
  const id = block.id.slice(2);
  const whole = `Q${number} ${name}`;
  block.querySelector("h3").after(button(`/staff/questions/${id}/withdrawal`, whole), assignButton(id, whole));
  const taken = block.querySelector(".taken[id]");
  taken?.prepend(button(`/staff/takeaways/${taken.id.slice(2)}/withdrawal`, whole));
  for (const answer of block.querySelectorAll(".answer[id]")) {
    const path = `/staff/answers/${answer.id.slice(2)}/withdrawal`;
    const who = answer.querySelector("bdi").textContent;
    answer.querySelector("h4").after(button(path, `Q${number} ${who}`));
  }
}

function button(path, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "down as-link";
  made.textContent = say("take-down");
  made.setAttribute("aria-label", say("take-down-whole", { name }));
  made.addEventListener("click", () => askWhy({ path, name, item: path.split("/")[3] }));
  return made;
}

/** Asks for the reason; the deed follows when one is chosen. */
export function askWhy(what) {
  about = what;
  const dialog = dialogs[what.path.split("/")[2]];
  const words = out(what.item) ?? what.words;
  dialog.querySelector(".ask__about").textContent = words ? `${what.name}: ${words}` : what.name;
  dialog.showModal();
}

/** The words of it that are out, which an edit has made others than those that were sent. */
function out(item) {
  const id = CSS.escape(item);
  const words = list.querySelector(`:is(#q-${id}, #a-${id}, #t-${id}) .talk__words`)?.textContent;
  return words?.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

/** The form of the dialog: takes down what was asked about. */
export async function takeDown(form, chosen, undo) {
  const what = about;
  form.closest("dialog").close();
  const answer = await post(what.path, new FormData(form, chosen));
  if (!answer.ok) return tell(words(what, answer), { late: true });
  undo.forget(what.item);
  tell(say("done.withdraw", what));
}

/** W: the block one is at. */
export function takeDownHere() {
  const block = document.activeElement.closest("[data-list=room] > li") ?? list.querySelector("li:hover");
  block?.querySelector(".down").click();
}

export function move(by) {
  const blocks = [...list.children];
  const here = blocks.indexOf(document.activeElement.closest("[data-list=room] > li"));
  const block = blocks[here < 0 ? blocks.length - 1 : Math.min(blocks.length - 1, Math.max(0, here + by))];
  if (!block) return;
  block.tabIndex = -1;
  block.focus();
}

function summarise() {
  const answering = [...list.querySelectorAll(":scope > [data-answering]")].map((block) => `Q${block.dataset.number}`);
  document.querySelector("[data-answering-words]").hidden = answering.length === 0;
  document.querySelector("[data-answering-words] b").textContent = answering.join(", ");
  document.querySelector("[data-shown]").textContent = String(list.children.length);
  document.querySelector("[data-room-empty]").hidden = list.children.length > 0;
}

function offer(count) {
  unread = count;
  newest.hidden = count === 0;
  newest.textContent = say("newest", { count });
  newest.setAttribute("aria-label", say("newest-whole", { count }));
}

/** Scrolls with the next frame, which measures the page anyway; many calls are one. */
function toNewest() {
  offer(0);
  scrolls ||= requestAnimationFrame(() => {
    scrolls = 0;
    view.scrollTop = view.scrollHeight;
  });
}

newest.addEventListener("click", toNewest);
toNewest(); // one comes to see what is out now
view.addEventListener("scroll", () => {
  bottom = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
  if (bottom) offer(0);
}, { passive: true });
