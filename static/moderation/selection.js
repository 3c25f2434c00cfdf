// Several items at once: what is ticked in the queue gets one deed, each decided by itself.

import { post } from "../web/post.js";
import { say } from "../web/words.js";
import * as columns from "./columns.js";
import { words } from "./deeds.js";
import * as pane from "./item.js";
import { lend } from "./lent.js";
import { tell } from "./told.js";

const FATES = { approval: "fate.approve", parking: "fate.park", rejection: "fate.reject" };
const VERDICTS = { approval: "approve", parking: "park", rejection: "reject" };
const QUIET = 1000;

export function selecting({ queue, undo }) {
  const form = document.getElementById("selection");
  const fold = form.querySelector("details");
  let quiet = 0; // until then no key decides on the open item, which was meant with the others
  const ticked = () => [...document.querySelectorAll(".row__pick:checked")];

  addEventListener("change", ({ target }) => target.matches(".row__pick") && draw());
  addEventListener("dressed", () => lend(ticked().length));
  form.addEventListener("reset", (event) => { event.preventDefault(); clear(); });

  function draw() {
    const count = ticked().length;
    form.hidden = count === 0;
    if (!count) fold.open = false;
    form.querySelector("[data-selected]").textContent = say("selected", { count });
    lend(count);
  }

  /** False for what cannot be selected. */
  function toggle(row) {
    const tick = row?.querySelector(".row__pick");
    if (tick) tick.checked = !tick.checked;
    draw();
    return Boolean(tick);
  }

  /** True where there was something to clear. */
  function clear() {
    const all = ticked();
    for (const tick of all) tick.checked = false;
    draw();
    return all.length > 0;
  }

  /** The deed's key: true where it is the selection's, or comes too soon after to be meant for the open item. */
  function press(deed) {
    if (performance.now() < quiet) return true;
    if (form.hidden) return false;
    form.requestSubmit(form.querySelector(`[value=${deed}]`));
    return true;
  }

  function ask() {
    if (performance.now() < quiet) return true;
    if (form.hidden) return false;
    columns.show("queue");
    fold.open = true;
    fold.querySelector("[data-number]").focus();
    return true;
  }

  async function send(button) {
    const deed = button.name === "reason" ? "rejection" : button.value;
    const items = ticked().map((tick) => ({ id: tick.closest(".row").id, item: tick.name.slice("item-".length), version: tick.value }));
    const fields = new FormData(form, button);
    if (form.contains(document.activeElement)) pane.article().querySelector(".item__name").focus(); // this is hidden next
    for (const { id } of items) queue.pend(id, say(`pending.${VERDICTS[deed]}`), say(FATES[deed]));
    draw();
    quiet = Infinity;
    const answer = await post(form.action, fields);
    quiet = performance.now() + QUIET;
    const refused = new Map((answer.refused ?? []).map((one) => [one.id, one]));
    for (const one of items) came(one, deed, answer.ok && !refused.has(one.item));
    queue.changed();
    if (!answer.ok) return tell(words({ name: "" }, answer), { late: true });
    const details = [...new Set([...refused.values()].map(({ detail }) => detail))].join(" ");
    const done = answer.done.length ? say(`selected.${deed}`, { count: answer.done.length }) : "";
    const not = refused.size ? say("selected.not", { count: refused.size, detail: details }) : "";
    tell(`${done} ${not}`.trim(), { late: refused.size > 0, undo: undo.open() });
  }

  function came({ id, item, version }, deed, done) {
    if (!done) return queue.unpend(id);
    const name = document.getElementById(id)?.querySelector("bdi")?.textContent ?? "";
    if (deed !== "parking") queue.leave(id, say(FATES[deed]));
    const verdict = VERDICTS[deed];
    undo.remember({ verdict, item, id, name, sort: "question", fields: new Map([["version", version]]), at: performance.now() });
  }

  draw();
  return { toggle, clear, press, ask, asking: () => (fold.open ? fold : null), send };
}
