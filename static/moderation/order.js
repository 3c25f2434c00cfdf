// Which item comes next: an urgent one, else the one below; never one that somebody else has open. Below
// the queue the walk goes on with what waits there for this moderator's decision.

import { awaits, link, theirs, waits } from "./queue.js";

const lists = [...document.querySelectorAll("[data-list^=queue]")]; // the queue, then what is aside
const column = document.querySelector(".column--queue");

/** Walks the rows; each is the row element, null when there is none. */
export function walk(queue) {
  let current = "";
  let place = ""; // where it stands, which outlives the row
  let reveals = 0; // the frame that will

  function rows() {
    const urgent = [...queue.behind.values()].some((piece) => piece.matches(".row--urgent"));
    if (urgent || !queue.list.querySelector(".row:not(.row--ghost, .row--pending)")) queue.settle({ force: true });
    return [...queue.list.children].filter(waits);
  }

  const aside = () => lists.slice(1).flatMap((list) => [...list.children]).filter((row) => waits(row) && awaits(row));

  /** The item to decide after the current one. What is in doubt comes by itself only to whoever is at such a one. */
  function next() {
    const queued = among(rows());
    return queued || !place || place.startsWith("0") ? queued : among(aside());
  }

  function among(all) {
    const free = all.filter((row) => row.id !== current && !theirs(row));
    return free.find((row) => row.matches(".row--urgent")) ?? free.find(below) ?? free[0] ?? null;
  }

  /** One row down or up from the current one, staying at the ends. */
  function step(by) {
    const all = [...rows(), ...aside()];
    const here = all.findIndex((row) => row.id === current);
    if (here >= 0) return all[Math.min(all.length - 1, Math.max(0, here + by))];
    return (by > 0 ? all.find(below) : all.findLast((row) => !below(row))) ?? all[0] ?? null;
  }

  const placeOf = (row) => `${lists.indexOf(row.parentElement)}${row.dataset.order}`;
  const below = (row) => placeOf(row) > place;

  /** Marks the row whose item is open; no id, and none is. */
  function mark(id) {
    current = id;
    if (!id) place = "";
    document.querySelector(".row__link[aria-current]")?.removeAttribute("aria-current");
    const row = document.getElementById(id);
    if (!row) return;
    place = placeOf(row);
    link(row).setAttribute("aria-current", "true");
  }

  /** Brings the marked row into sight with the next frame, unless somebody points at the list. */
  function reveal() {
    reveals ||= requestAnimationFrame(() => {
      reveals = 0;
      const row = document.getElementById(current);
      const fold = row?.closest("details:not([open])");
      if (!row || queue.list.matches(":hover") || (fold && column.matches(":hover"))) return;
      if (fold) fold.open = true;
      queue.top.follow();
      row.scrollIntoView({ block: "nearest" });
    });
  }

  return { next, step, mark, reveal };
}
