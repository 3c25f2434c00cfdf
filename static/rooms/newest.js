// New blocks out of sight announce themselves on a button, and wait.

import { fill } from "../web/fill.js";

const BEHIND_DOCK = "0px 0px -96px 0px";

/** Returns note(element), to be called with each new or changed block. */
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
    for (const id of unseen) if (!document.getElementById(id)) unseen.delete(id);
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

  return (element) => sight.observe(element);
}
