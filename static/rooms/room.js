// The room: follows the chat, and lets nothing move under the reader's eyes.

import { inWords } from "../web/connection.js";
import { fill } from "../web/fill.js";
import { follow } from "../web/live.js";
import { put, settle } from "../web/pieces.js";
import { tally } from "../web/tally.js";
import { setClock, tick } from "../web/times.js";
import { announcer } from "./announce.js";
import { askInPlace } from "./ask.js";
import { dock } from "./grow.js";
import { turn } from "./hours.js";
import { supporting } from "./support.js";
import { waitingButton } from "./newest.js";
import { foldOwn, followOwn } from "./own.js";
import { keepPlace } from "./place.js";
import { receipt } from "./receipt.js";

const room = document.getElementById("room");
const part = (name) => room.querySelector(name);
const talk = part("[data-list=room]");
const own = part("[data-list=own]");
const { note, keepUp } = waitingButton(part("[data-newest]"), talk);
const tell = announcer(document.getElementById("announcer"), part("[data-announce]"));
const SORTS = { "question.approved": "question", "answer.released": "answer", "notice.announced": "notice", "statement.pinned": "notice" };
const markSupport = supporting(talk, own);
const { taken, settled, called } = receipt(part("[data-asked]"));
let missed = 0;

function heard(frame) {
  if (frame.at) setClock(frame.at);
  if (frame.kind === "presence") return here(frame.here);
  const done = keepPlace(talk, () => (frame.kind === "snapshot" ? settle : put)(frame.html));
  for (const { did, element } of done) if (did !== "removed" && element.dataset.place === "room") markSupport(element);
  const phase = part("#chat-state").dataset.phase;
  if (phase !== room.dataset.phase) turn(room, phase);
  part("[data-empty]").hidden = talk.children.length > 0;
  tick(room);
  keepUp(done);
  if (frame.kind === "chat.extended") tell({ sort: "notice", text: part("#chat-state").textContent.trim().replace(/\s+/g, " ") });
  if (SORTS[frame.kind] || frame.kind === "snapshot") done.forEach((change) => news(SORTS[frame.kind], change));
}

/** A block that is new, or has a new answer, waits to be looked at and is announced. */
function news(sort, { did, element }) {
  if (did === "removed") return;
  if (element.dataset.place === "room" || sort === "notice") note(element);
  if (document.hidden) tally(missed += 1);
  if (sort) tell(told(sort, element));
}

function told(sort, element) {
  const last = [...element.querySelectorAll(".answer .talk__name")].at(-1);
  return {
    sort,
    number: element.dataset.number,
    name: sort === "answer" ? last?.textContent : element.dataset.name,
    text: element.querySelector(".talk__words")?.textContent,
    own: own.querySelector(`[data-question="${CSS.escape(element.id.slice(2))}"]`) !== null,
  };
}

function here(number) {
  const line = part("[data-here]");
  const words = number === 0 ? "" : number === 1 ? line.dataset.one : fill(line.dataset.many, { number });
  if (line.textContent !== words) line.textContent = words;
}

document.addEventListener("visibilitychange", () => document.hidden || tally(missed = 0));

foldOwn(part("[data-own]"), own);
const ordered = new Map(); // what a moderator has said to the asker, by the question it was over
for (const element of own.children) ordered.set(element.id, order(element));

function order(element) {
  return element.querySelector(".own__order")?.textContent ?? "";
}

followOwn(own, (element) => {
  const { dataset } = element;
  const news = order(element) && order(element) !== ordered.get(element.id);
  ordered.set(element.id, order(element));
  if (dataset.state === "diverted" || "asksBack" in dataset || news) called(element);
  else settled();
  tell({ sort: "own", text: dataset.summary, own: true });
});
const form = part("#ask");
if (form) {
  askInPlace(form, taken);
  dock(part("[data-dock]"), form.elements.text);
}
turn(room, room.dataset.phase);
follow(room, { heard, state: inWords(part("#connection")) });
