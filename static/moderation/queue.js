// The hold queue. Rows never move under the pointer or the focus: while either is in the list, a row
// that leaves stays as a ghost saying who decided what, and one that would push others down waits.

import { put } from "../web/pieces.js";
import { tick } from "../web/times.js";

/** Keeps the list. Whoever takes rows in or out calls changed() once at the end. */
export function keepQueue(list, { changed }) {
  const behind = new Map(); // pieces that wait outside the list, by id
  let pointing = false;

  list.addEventListener("pointerenter", () => { pointing = true; });
  list.addEventListener("pointerleave", () => { pointing = false; settle(); });
  list.addEventListener("focusout", () => setTimeout(settle));

  function enter(piece) {
    const row = document.getElementById(piece.id);
    if (!row && still() && !last(piece)) behind.set(piece.id, piece);
    else insert(piece, row);
  }

  function insert(piece, row) {
    const current = row && link(row).getAttribute("aria-current");
    if (current) link(piece).setAttribute("aria-current", current);
    put([piece]);
    tick(piece);
  }

  /** A row leaves; fate says what became of it, unless it was one's own deed. */
  function leave(id, fate) {
    behind.delete(id);
    const row = document.getElementById(id);
    if (!row || row.classList.contains("row--ghost")) return;
    if (still()) ghost(row, row.dataset.mine || fate);
    else row.remove();
  }

  /** A deed of one's own is under way: the row says so until an answer comes. */
  function pend(id, words, mine) {
    const row = document.getElementById(id);
    if (!row) return;
    row.dataset.mine = mine;
    mark(row, "row--pending", words);
    changed();
  }

  function unpend(id) {
    const row = document.getElementById(id);
    if (!row) return;
    delete row.dataset.mine;
    row.classList.remove("row--pending");
    fateOf(row).textContent = "";
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
  return { list, behind, enter, leave, pend, unpend, settle, changed };
}

export const waits = (row) => !row.matches(".row--ghost, .row--pending");
export const link = (row) => row.querySelector(".row__link");
export const fateOf = (row) => row.querySelector(".row__fate");

function ghost(row, fate) {
  row.classList.remove("row--pending");
  mark(row, "row--ghost", fate);
  link(row).setAttribute("aria-disabled", "true");
  delete row.querySelector("time")?.dataset.age;
}

function mark(row, name, words) {
  row.classList.add(name);
  fateOf(row).textContent = words;
}
