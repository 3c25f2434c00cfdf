// One's own questions: followed by their receipts, folded in one line, always in reach.

import { changeInPlace, putKeeping } from "./change.js";
import { keepOpen } from "../web/socket.js";

const MOST = 3; // sockets; older questions are looked at again on the next visit
const FAILURES = 3;
const LOOK = 20_000;
const SETTLED = new Set(["rejected", "diverted", "retracted", "withdrawn", "lapsed", "unanswered"]);

/** Follows every open question of the list. changed(element) is called when one's state changed. */
export function followOwn(list, changed = () => {}) {
  const followed = new Map(); // id of the piece → stop()

  function refresh() {
    for (const item of list.children) {
      const open = !SETTLED.has(item.dataset.state);
      if (open && !followed.has(item.id) && followed.size < MOST) followed.set(item.id, one(item, changed));
      if (!open) settle(item.id);
    }
  }

  function settle(id) {
    followed.get(id)?.();
    followed.delete(id);
  }

  new MutationObserver(refresh).observe(list, { childList: true });
  refresh();
  changeInPlace(list, changed);
}

/** Follows one question: a socket that says when to look again, or a look every so often. */
function one({ id, dataset: { status } }, changed) {
  let timer = 0;
  const connection = keepOpen(() => `${status}/live`, {
    heard: () => { clearInterval(timer); look(); },
    lost: ({ failures }) => {
      if (failures === FAILURES) timer = setInterval(look, LOOK);
      return failures < FAILURES;
    },
  });

  async function look() {
    const { summary: before, follows } = document.getElementById(id)?.dataset ?? {};
    const answer = await fetch(status, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    putKeeping((await answer.json()).html, id);
    const now = document.getElementById(id);
    if (now && now.dataset.follows !== follows) connection.renew(); // another question's fate is its own now
    if (now && now.dataset.summary !== before) changed(now);
  }

  return () => { connection.stop(); clearInterval(timer); };
}

/** The folded line says how many there are and where the latest stands; on a wide screen it moves aside. */
export function foldOwn(fold, list) {
  const wide = matchMedia("(min-width: 62rem)");

  function draw() {
    fold.hidden = list.children.length === 0;
    fold.querySelector("[data-own-count]").textContent = list.children.length;
    fold.querySelector("[data-own-latest]").textContent = list.firstElementChild?.dataset.summary ?? "";
  }

  function place() {
    document.querySelector(`[data-slot="${wide.matches ? "side" : "dock"}"]`).append(fold);
    if (wide.matches) fold.open = true;
  }

  // In the dock it would push the form away from whoever begins to write.
  document.getElementById("ask-text")?.addEventListener("focus", () => { fold.open &&= wide.matches; });
  new MutationObserver(draw).observe(list, { childList: true });
  wide.addEventListener("change", place);
  place();
  draw();
}
