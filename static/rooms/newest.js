// New blocks out of sight announce themselves on a button, and wait; a notice before all others.

import { fill } from "../web/fill.js";

const BEHIND_DOCK = "0px 0px -96px 0px";
const NOTICES = ["statement", "notice"];

/**
 * Returns note(element), for each block worth looking at, and keepUp(changes), for all that put() has done.
 * However one comes to the list's last block, nothing is new any more; what is new above it after that says so.
 */
export function waitingButton(box, list) {
  const button = box.querySelector("button");
  const unseen = new Set(); // ids, in the order they came
  const sight = new IntersectionObserver(looked, { rootMargin: BEHIND_DOCK });
  const end = new IntersectionObserver(reached, { rootMargin: BEHIND_DOCK });
  let last = null;
  let there = false; // the last block is in sight

  function looked(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting || !target.isConnected) {
        sight.unobserve(target);
        unseen.delete(target.id);
      } else {
        unseen.add(target.id);
      }
    }
    draw();
  }

  function reached(entries) {
    const arrived = !there && entries.at(-1).isIntersecting;
    there = entries.at(-1).isIntersecting;
    if (arrived) forgetBlocks();
    draw();
  }

  /** Of the notices, the first that has not been seen. */
  const noticed = () => NOTICES.find((id) => unseen.has(id));

  function forgetBlocks() {
    for (const id of unseen) if (!NOTICES.includes(id)) unseen.delete(id);
  }

  function watchLast() {
    if (last === list.lastElementChild) return;
    if (last) end.unobserve(last);
    last = list.lastElementChild;
    if (last) end.observe(last);
    else there = false;
  }

  function draw() {
    const { one, many, aboveOne, aboveMany, notice } = button.dataset;
    const [single, plural] = there ? [aboveOne, aboveMany] : [one, many];
    box.hidden = unseen.size === 0;
    if (noticed()) button.textContent = notice;
    else button.textContent = unseen.size === 1 ? single : fill(plural, { number: unseen.size });
  }

  button.addEventListener("click", () => {
    const notice = noticed();
    const to = document.getElementById(notice ?? [...unseen].at(-1));
    if (!unseen.delete(notice)) forgetBlocks();
    draw();
    if (!to) return;
    to.tabIndex = -1;
    to.scrollIntoView({ block: "center", behavior: "instant" });
    to.focus({ preventScroll: true });
  });

  /** A block that went need not be looked at; one that was replaced still must. */
  function keepUp(changes) {
    for (const { id, did, element } of changes) {
      if (did === "removed") unseen.delete(id);
      else if (unseen.has(id)) sight.observe(element);
    }
    watchLast();
    draw();
  }

  watchLast();
  return { note: (element) => sight.observe(element), keepUp };
}
