// The middle pane: opens an item whole, with the next one fetched before it is asked for.

import { parse, put } from "../web/pieces.js";
import { tick } from "../web/times.js";
import { showDifference } from "./difference.js";
import { editForm, isEdited, keepEdit } from "./edits.js";
import { theirs } from "./queue.js";

const KEPT = 8; // items fetched ahead
const NAME = 24; // characters of a name that a sentence about it repeats
const FRESH = 1_500; // milliseconds in which nobody has read much
const fetched = new Map(); // promises of html or of a refusal, by row id
let wanted = "";
let since = 0;

export const article = () => document.getElementById("item");
export const rowId = () => (article().dataset.item ? `h-${article().dataset.item}` : "");
export const nameIn = (element) => inShort(element.querySelector(".item__name bdi")?.textContent ?? "");
const inShort = (name) => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name);
const textField = () => article().querySelector(":is(input, textarea):focus");
export const editing = () => isEdited(article().querySelector("[data-deed=edit]"));

/** Whether words would be lost if the item went: some are typed, or being typed. */
export const unsent = () => editing() || Boolean(textField());
export const isOver = () => article().hasAttribute("data-over");

/** It was decided elsewhere: nothing more can be done here, and what is being typed stays under the fingers. */
export function over() {
  article().toggleAttribute("data-over", true);
}

/** Whether the item that was asked for last is the one to be read, long enough to have been seen. */
export const readable = () => wanted === rowId() && performance.now() - since > 200;

/** Whether another item was asked for and is not here yet. */
export const leaving = () => wanted !== rowId();

/** Whether it opened only just now. */
export const fresh = () => performance.now() - since < FRESH;

/** Shows a row's item. Resolves to null, or to { status, detail } when it could not be had. */
export async function open(row, { focus = true } = {}) {
  wanted = row.id;
  article().setAttribute("aria-busy", "true");
  const got = await fetchItem(row);
  if (wanted !== row.id) return null;
  article().removeAttribute("aria-busy");
  if (got.html === undefined) {
    forget(row.id);
    wanted = rowId();
    return got;
  }
  show(parse(got.html), focus);
  history.replaceState(null, "", `?item=${row.id.slice(2)}`);
  return null;
}

export function showNothing({ focus = true } = {}) {
  wanted = "";
  show([document.getElementById("no-item").content.firstElementChild.cloneNode(true)], focus);
  history.replaceState(null, "", location.pathname);
}

export function prefetch(row) {
  if (row) fetchItem(row);
}

/** What was fetched of a row no longer holds. */
export function forget(id) {
  fetched.delete(id);
}

/** The same of all of them. */
export function forgetAll() {
  fetched.clear();
}

/** The page brought an item with it. What unfolds below the text of a long one is brought into view. */
export function begin() {
  article().parentElement.addEventListener("toggle", ({ target }) => {
    if (target.open && article().contains(target)) target.scrollIntoView({ block: "nearest" });
  }, true);
  wanted = rowId();
  dress();
}

/** What the script adds to an item: its edit kept and compared, and ways to take words out. */
function dress() {
  keepEdit(article());
  showDifference(editForm(article()));
  for (const button of article().querySelectorAll(".item__redact")) button.hidden = false;
  dispatchEvent(new CustomEvent("dressed"));
}

/** Whose the open item is has changed. */
export function held(row) {
  const box = article().querySelector("[data-held]");
  if (!box) return;
  box.hidden = !theirs(row);
  article().classList.toggle("item--theirs", theirs(row));
  box.querySelector("[data-holder-name]").textContent = row.dataset.holderName ?? "";
}

export const holder = () => article().querySelector("[data-holder-name]").textContent;
export const isTheirs = () => article().classList.contains("item--theirs");
export const version = () => article().dataset.version;

function show(pieces, focus) {
  for (const open of article().querySelectorAll("details[open]")) open.open = false;
  const read = version();
  put(pieces);
  if (version() !== read) since = performance.now(); // the same words again have been read
  dress();
  tick(article());
  const name = article().querySelector(".item__name");
  if (focus && name !== document.activeElement) name.focus({ preventScroll: true }); // measures the page each time
}

function fetchItem(row) {
  const got = fetched.get(row.id) ?? ask(row);
  fetched.delete(row.id);
  fetched.set(row.id, got);
  if (fetched.size > KEPT) fetched.delete(fetched.keys().next().value);
  return got;
}

async function ask(row) {
  try {
    const answer = await fetch(`/staff/${row.dataset.sort}s/${row.id.slice(2)}?part=item`, {
      headers: { Accept: "application/json" }, // so that a refusal is a problem, not a page
    });
    if (answer.ok) return { html: await answer.text() };
    const { detail } = await answer.json().catch(() => ({}));
    forget(row.id);
    return { status: answer.status, detail };
  } catch {
    forget(row.id);
    return { status: 0 };
  }
}
