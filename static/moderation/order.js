// Which item comes next: an urgent one, else the one below; never one that somebody else has open.

import { link, theirs, waits } from "./queue.js";

/** Walks the queue's rows; each is the row element, null when there is none. */
export function walk(queue) {
  let current = "";
  let place = ""; // its order, which outlives the row
  let reveals = 0; // the frame that will

  function rows() {
    const urgent = [...queue.behind.values()].some((piece) => piece.matches(".row--urgent"));
    if (urgent || !queue.list.querySelector(".row:not(.row--ghost, .row--pending)")) queue.settle({ force: true });
    return [...queue.list.children].filter(waits);
  }

  /** The item to decide after the current one. */
  function next() {
    const all = rows().filter((row) => row.id !== current && !theirs(row));
    const urgent = all.find((row) => row.matches(".row--urgent"));
    return urgent ?? all.find(below) ?? all[0] ?? null;
  }

  /** One row down or up from the current one, staying at the ends. */
  function step(by) {
    const all = rows();
    const here = all.findIndex((row) => row.id === current);
    if (here >= 0) return all[Math.min(all.length - 1, Math.max(0, here + by))];
    return (by > 0 ? all.find(below) : all.findLast((row) => !below(row))) ?? all[0] ?? null;
  }

  const below = (row) => row.dataset.order > place;

  /** Marks the row whose item is open. */
  function mark(id) {
    current = id;
    document.querySelector(".row__link[aria-current]")?.removeAttribute("aria-current");
    const row = document.getElementById(id);
    if (!row) return;
    place = row.dataset.order;
    link(row).setAttribute("aria-current", "true");
  }

  /** Scrolls the marked row into sight with the next frame, unless somebody points at the list. */
  function reveal() {
    reveals ||= requestAnimationFrame(() => {
      reveals = 0;
      if (!queue.list.matches(":hover")) document.getElementById(current)?.scrollIntoView({ block: "nearest" });
    });
  }

  return { next, step, mark, reveal };
}
