// The moderators' desk: what the socket tells goes to the queue and the room, and each key to its deed.

import { inWords } from "../web/connection.js";
import { keepDraft } from "../web/drafts.js";
import { follow } from "../web/live.js";
import { parse, put, settle } from "../web/pieces.js";
import { sayInUse } from "../web/presence.js";
import { knows, say } from "../web/words.js";
import * as columns from "./columns.js";
import "./pace.js";
import * as controls from "./controls.js";
import { count } from "./counts.js";
import { decisions } from "./deeds.js";
import * as pane from "./item.js";
import { acts } from "./acts.js";
import { assign } from "./assign.js";
import { listen } from "./keys.js";
import * as notes from "./notes.js";
import { walk } from "./order.js";
import { presence } from "./presence.js";
import { takeOut } from "./edits.js";
import { leasing } from "./lease.js";
import { keepOrder, lookAgain } from "./limits.js";
import { fateOf, keepQueue, mark, theirs } from "./queue.js";
import * as room from "./room.js";
import { selecting } from "./selection.js";
import { onUndo, tell } from "./told.js";
import { undoing } from "./undo.js";

const root = document.getElementById("desk");
const places = [...document.querySelectorAll(".connection")].map(inWords);
const sayState = (word) => { for (const say of places) say(word); };
let state = "live";

const queue = keepQueue(root.querySelector("[data-list=queue]"), { changed: () => count(queue) });
const order = walk(queue);
const undo = undoing({ opens: ({ id, sort }) => openById(id, sort), takeDown: room.askWhy });
const lease = leasing((words) => connection.tell(words));
const deeds = decisions({ queue, order, connected: () => state === "live", undo, lease });

const selection = selecting({ queue, undo });

function heard(frame) {
  if (frame.kind === "presence") return presence(frame, root.dataset.viewer);
  const rows = [];
  const rest = [];
  for (const piece of parse(frame.html)) (piece.id.startsWith("h-") ? rows : rest).push(piece);
  if (frame.kind === "snapshot") queueAnew(rows);
  else takeRows(rows, fate(frame.kind));
  const done = frame.kind === "snapshot" ? settle(rest) : put(rest);
  room.refresh(done);
  notes.follow(done);
  controls.follow();
  if (frame.kind.startsWith("asker.")) lookAgain();
}

/** A snapshot holds every row there is: what is not in it has left. */
function queueAnew(rows) {
  const ids = new Set(rows.map((row) => row.id));
  const shown = root.querySelectorAll("[data-list^=queue] > .row");
  const left = [...shown, ...queue.behind.values()].filter((row) => !ids.has(row.id));
  for (const row of left) lose(row.id, say("decided"));
  takeRows(rows);
}

function takeRows(rows, fate) {
  for (const row of rows) {
    if ("gone" in row.dataset) lose(row.id, row.textContent.trim() || fate);
    else enter(row);
  }
  queue.changed();
  // Nothing is being read: what comes in opens by itself.
  if (!pane.rowId() && !pane.leaving()) openFirst();
}

function enter(row) {
  const before = document.getElementById(row.id);
  if (!before?.isEqualNode(row)) pane.forget(row.id);
  const marks = before && marksOf(before);
  queue.enter(row);
  if (row.id === pane.rowId()) openItem(row, { marked: before && marks !== marksOf(row) });
}

const marksOf = (row) => [...row.querySelectorAll(".mark, .row__for")].map((mark) => mark.title).join();

/** The open item's row has changed: whose it is, in what words, or where it waits. */
function openItem(row, { marked }) {
  pane.held(row);
  if (pane.leaving()) return; // the next one is marked already
  order.mark(row.id);
  if (pane.version() !== row.dataset.version && !deeds.under.has(row.id)) return reworded(row);
  if (marked && !pane.unsent() && !deeds.under.has(row.id)) return deeds.show(row);
  if (!theirs(row) || !lease.holds(pane.article().dataset.item)) return deeds.claim();
  lease.lost();
  const holder = row.dataset.holderName;
  // What one is reading is never swapped; what two opened in the same moment is.
  if (pane.unsent() || !pane.fresh()) return tell(say("theirs", { holder }), { late: true, passing: true });
  deeds.show(order.next()).then(() => tell(say("lost-to", { holder }), { passing: true }));
}

function reworded(row) {
  if (pane.unsent()) return tell(say("reworded-kept"), { late: true });
  deeds.show(row).then(() => tell(say("reworded"), { late: true, passing: true }));
}

function openFirst() {
  const row = order.next();
  if (row) deeds.show(row, { focus: pane.article().contains(document.activeElement) });
}

/** A row leaves. Where its item is open here, the words are said there, and nothing is swapped unasked. */
function lose(id, fate) {
  pane.forget(id);
  queue.leave(id, fate);
  if (id === pane.rowId() && !deeds.under.has(id)) deeds.decidedElsewhere(fate);
}

const fate = (kind) => say(knows(kind) ? kind : "decided");

function openById(id, sort) {
  const row = document.getElementById(id) ?? Object.assign(document.createElement("li"), { id });
  row.dataset.sort ??= sort;
  return deeds.show(row);
}

root.addEventListener("click", ({ target }) => {
  const button = target.closest(".item__redact");
  if (!button) return;
  takeOut(pane.article(), button.previousElementSibling.textContent, say("removed"));
  button.disabled = true;
  const next = pane.article().querySelector(".item__redact:enabled") ?? pane.article().querySelector("[data-deed=edit] button");
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});

/** The item a note is about, where it waits still. */
root.addEventListener("click", (event) => {
  const { open } = event.target.closest("[data-open]")?.dataset ?? {};
  if (!open) return;
  event.preventDefault();
  const row = document.getElementById(`h-${open}`);
  if (!row) return tell(say("note-decided"), { passing: true });
  columns.show("item");
  deeds.show(row, { byHand: true });
});

root.addEventListener("click", (event) => {
  const row = event.target.closest(".row__link")?.closest(".row");
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (row.matches(".row--ghost")) return tell(say("ghost", { fate: fateOf(row).textContent }));
  columns.show("item");
  deeds.show(row, { byHand: true });
});

/** Whoever drops an edit of words that their asker has changed meanwhile sees the new ones. */
root.addEventListener("reset", () => setTimeout(() => {
  const row = document.getElementById(pane.rowId());
  if (row && pane.version() !== row.dataset.version) deeds.show(row);
}));

document.addEventListener("submit", (event) => {
  const { deed } = event.target.dataset;
  if (!deed) return;
  event.preventDefault();
  if (deed === "control") controls.control(event.target, event.submitter);
  else if (deed === "withdraw") room.takeDown(event.target, event.submitter, undo);
  else if (deed === "selection") selection.send(event.submitter);
  else if (deed === "restore") undo.restoreFrom(event.target);
  else if (deed === "crew") notes.send(event.target);
  else if (deed === "assign" || deed === "unassign") assign(event.target, event.submitter, undo);
  else if (deed === "take-over") deeds.takeOver(event.target);
  else if (deed === "keep-order") keepOrder(event.target, event.submitter, undo);
  else deeds.decide(event.target, event.submitter);
});

onUndo(undo.undo);
listen(acts({ queue, order, deeds, undo, selection }));
keepDraft(document.getElementById("notice-text"), `notice.${root.dataset.live}`);
keepDraft(document.getElementById("crew-note-text"), `crew-note.${root.dataset.live}`);
for (const element of document.querySelectorAll(".with-script")) element.hidden = false;
for (const element of document.querySelectorAll(".without-script")) element.hidden = true;
root.querySelectorAll(".row").forEach(mark);
pane.begin();
order.mark(pane.rowId());
pane.prefetch(order.next());
count(queue);
room.refresh([]);
const connection = follow(root, { heard, state: (word) => { state = word; sayState(word); if (word === "live") lease.again(); } });
sayInUse(connection);
deeds.claim();
