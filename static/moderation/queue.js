// The hold queue. Rows never move under the pointer or the focus: while either is in the list, a row
// that leaves stays as a ghost saying who decided what, and one that would push others down waits.

import { put } from "../web/pieces.js";
import { tick } from "../web/times.js";
import { say } from "../web/words.js";
import { keepTop } from "./top.js";

const { me } = document.getElementById("desk").dataset;

/** Keeps the list. Whoever takes rows in or out calls changed() once at the end. */
export function keepQueue(list, { changed }) {
  const behind = new Map(); // pieces that wait outside the list, by id
  const top = keepTop(list, { changed });
  let pointing = false;

  list.addEventListener("pointerenter", () => { pointing = true; });
  list.addEventListener("pointerleave", () => { pointing = false; settle(); });
  list.addEventListener("focusout", () => setTimeout(settle));

  function enter(piece) {
    const row = document.getElementById(piece.id);
    if (piece.dataset.place !== "queue") setAside(piece, row);
    else if (row && !list.contains(row)) back(piece, row);
    else if (!row && still() && !last(piece)) behind.set(piece.id, piece);
    else insert(piece, row);
  }

  /** It waits elsewhere now, below the queue: where somebody points, its ghost keeps its place. */
  function setAside(piece, row) {
    behind.delete(piece.id);
    if (row && list.contains(row) && still()) {
      row.id += "-aside";
      ghost(row, row.dataset.mine || say(`question.${piece.dataset.place.slice("queue-".length)}`));
    } else if (row && list.contains(row)) row.remove();
    insert(piece, document.getElementById(piece.id));
  }

  /** It is offered to all again. */
  function back(piece, row) {
    const current = link(row).getAttribute("aria-current");
    row.remove();
    if (current) link(piece).setAttribute("aria-current", current);
    enter(piece);
  }

  function insert(piece, row) {
    const current = row && link(row).getAttribute("aria-current");
    if (current) link(piece).setAttribute("aria-current", current);
    if (row?.querySelector(".row__pick")?.checked) pick(piece, row);
    if (row?.matches(".row--pending")) keepPending(piece, row);
    mark(piece);
    put([piece]);
    tick(piece);
    if (!row && piece.matches(".row--urgent") && list.contains(piece)) top.bring();
  }

  /** A row leaves; fate says what became of it, unless it was one's own deed. */
  function leave(id, fate) {
    behind.delete(id);
    const row = document.getElementById(id);
    if (!row || row.classList.contains("row--ghost")) return;
    if (still() && list.contains(row)) ghost(row, row.dataset.mine || fate);
    else row.remove();
  }

  /** A deed of one's own is still under way, whatever is told of its item meanwhile. */
  function keepPending(piece, row) {
    piece.dataset.mine = row.dataset.mine;
    sayFate(piece, "row--pending", fateOf(row).textContent);
  }

  /** A deed of one's own is under way: the row says so until an answer comes. */
  function pend(id, words, mine) {
    const row = document.getElementById(id);
    if (!row) return;
    row.dataset.mine = mine;
    sayFate(row, "row--pending", words);
    changed();
  }

  function unpend(id) {
    const row = document.getElementById(id);
    if (!row) return;
    delete row.dataset.mine;
    row.classList.remove("row--pending");
    fateOf(row).textContent = "";
    const tick = row.querySelector(".row__pick");
    if (tick) tick.disabled = false;
    changed();
  }

  function settle({ force = false } = {}) {
    if (still() && !force) return;
    for (const row of list.querySelectorAll(".row--ghost")) row.remove();
    behind.forEach((piece) => insert(piece, null));
    behind.clear();
    changed();
  }

  const still = () => pointing || list.contains(document.activeElement);
  const last = (piece) => (list.lastElementChild?.dataset.order ?? "") <= piece.dataset.order;
  return { list, behind, top, enter, leave, pend, unpend, settle, changed };
}

/** What was selected stays so, in the words that were selected. */
function pick(piece, row) {
  if (piece.dataset.version === row.dataset.version) piece.querySelector(".row__pick").checked = true;
}

export const waits = (row) => !row.matches(".row--ghost, .row--pending");
export const link = (row) => row.querySelector(".row__link");
export const fateOf = (row) => row.querySelector(".row__fate");

function ghost(row, fate) {
  row.classList.remove("row--pending");
  sayFate(row, "row--ghost", fate);
  link(row).setAttribute("aria-disabled", "true");
  delete row.querySelector("time")?.dataset.age;
}

function sayFate(row, name, words) {
  row.classList.add(name);
  fateOf(row).textContent = words;
  const tick = row.querySelector(".row__pick");
  if (tick) Object.assign(tick, { checked: false, disabled: true });
}

/** One rendering serves all desks: whose it is that somebody has open shows here. */
export function mark(row) {
  row.classList.toggle("row--theirs", theirs(row));
  row.classList.toggle("row--awaits", row.dataset.place !== "queue" && awaits(row));
}

/** Below the queue: it waits for a decision, and of somebody who has not been in doubt of it before. */
export const awaits = (row) => row.dataset.doubter !== me && row.dataset.place !== "queue-asked-back";

/** Somebody else has it open, and decides. */
export const theirs = (row) => Boolean(row?.dataset.holder) && row.dataset.holder !== me;
