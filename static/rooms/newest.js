// New blocks out of sight announce themselves on a button, and wait.

import { fill } from "../web/fill.js";

const BEHIND_DOCK = "0px 0px -96px 0px";

/** Returns note(element), for each block worth looking at, and keepUp(changes), for all that put() has done. */
export function waitingButton(box) {
  const button = box.querySelector("button");
  const unseen = new Set(); // ids, in the order they came
  const sight = new IntersectionObserver(looked, { rootMargin: BEHIND_DOCK });

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

  function draw() {
    const { one, many } = button.dataset;
    box.hidden = unseen.size === 0;
    button.textContent = unseen.size === 1 ? one : fill(many, { number: unseen.size });
  }

  button.addEventListener("click", () => {
    const last = document.getElementById([...unseen].at(-1));
    unseen.clear();
    draw();
    if (!last) return;
    last.tabIndex = -1;
    last.scrollIntoView({ block: "center", behavior: "instant" });
    last.focus({ preventScroll: true });
  });

  /** A block that went need not be looked at; one that was replaced still must. */
  function keepUp(changes) {
    for (const { id, did, element } of changes) {
      if (did === "removed") unseen.delete(id);
      else if (unseen.has(id)) sight.observe(element);
    }
    draw();
  }

  return { note: (element) => sight.observe(element), keepUp };
}
