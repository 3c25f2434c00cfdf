// How much waits and how long: in the queue's head, on the tab, in the page's title.

import { tally } from "../web/tally.js";
import { age, now, tick } from "../web/times.js";
import { say } from "../web/words.js";
import { alarm } from "./alarm.js";
import { waits } from "./queue.js";

const { dataset } = document.getElementById("desk"); // data-usual, data-longest: seconds a question may wait
const queued = document.querySelector("[data-list=queue]");
const oldest = document.querySelector("[data-oldest]");
const words = document.querySelector("[data-oldest-words]");
const empty = document.querySelector("[data-empty]");
const behind = document.getElementById("behind");

let asked = 0;

/** Writes the counts of the queue anew, once for many calls; also on a tab that nobody looks at. */
export function count(queue) {
  asked ||= setTimeout(() => write(queue), 30);
}

function write(queue) {
  asked = 0;
  const waiting = [...queue.list.children].filter(waits).concat([...queue.behind.values()]);
  for (const place of document.querySelectorAll("[data-waiting]")) put(place, String(waiting.length));
  tally(waiting.length);
  empty.hidden = waiting.length > 0 || queue.list.children.length > 0;
  words.hidden = waiting.length === 0;
  const first = waiting.map((row) => row.querySelector("time").dateTime).sort()[0];
  if (first && first !== oldest.dateTime) oldest.dateTime = first;
  sayBehind([...queue.behind.values()], queue.top.above());
  countAside();
  tick(words);
  late();
}

function countAside() {
  for (const fold of document.querySelectorAll("[data-aside]")) {
    const waiting = fold.querySelector("ol").children.length;
    fold.hidden = waiting === 0;
    put(fold.querySelector("[data-aside-count]"), String(waiting));
  }
}

/** What waits outside the list; what is urgent and stands above the part of it that one sees. */
function sayBehind(pieces, above) {
  const urgent = pieces.filter((piece) => piece.matches(".row--urgent")).length;
  behind.hidden = pieces.length === 0 && above === 0;
  behind.classList.toggle("behind--urgent", urgent + above > 0);
  if (urgent) put(behind, say("behind-urgent", { count: urgent }));
  else put(behind, above ? say("above-urgent", { count: above }) : say("behind", { count: pieces.length }));
}

/** Ages over the usual turn amber; those over the longest raise the alarm. */
function late() {
  mark("late", since(dataset.usual));
  const limit = since(dataset.longest);
  mark("overdue", limit);
  oldest.classList.toggle("late", oldest.dateTime < since(dataset.usual));
  const over = queued.querySelectorAll(".row:not(.row--ghost, .row--pending) .overdue").length;
  alarm(over, age(Number(dataset.longest) * 1000));
}

function mark(name, limit) {
  for (const time of document.querySelectorAll(`.desk time[data-age]:not(.${name})`)) {
    if (time.dateTime < limit) time.classList.add(name);
  }
}

const since = (seconds) => new Date(now() - Number(seconds) * 1000).toISOString();

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

setInterval(late, 1000);
