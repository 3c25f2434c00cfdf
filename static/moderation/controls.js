// The room's controls: what the chat's hour allows, and forms that say beside themselves what went wrong.

import { post } from "../web/post.js";
import { words } from "./deeds.js";
import { tell } from "./told.js";

const under = new Set(); // forms whose answer is not there yet

/** Announce, open, extend, close, end. */
export async function control(form, button) {
  if (under.has(form)) return; // pressed twice
  const fold = form.closest("details");
  under.add(form);
  const answer = await post(form.action, new FormData(form, button));
  under.delete(form);
  const refusal = answer.ok ? "" : words({ name: "" }, answer);
  if (fold) fold.querySelector("[role=alert]").textContent = refusal;
  else if (refusal) tell(refusal, { late: true });
  if (!answer.ok) return;
  if ("kept" in form.dataset) keep(form, answer);
  else form.reset();
  form.dispatchEvent(new CustomEvent("taken"));
  if (fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
  tell(form.dataset.done);
}

/** What stands in the form is what stands now, under the number that the answer gives it. */
function keep(form, { version }) {
  if (version !== undefined) form.elements.version.value = version;
  for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) field.defaultValue = field.value;
}

/** Somebody may have changed the list since this desk was opened; what is being typed here stays. */
document.querySelector(".fold--watch")?.addEventListener("toggle", async ({ target }) => {
  const { version, entries } = target.querySelector("form").elements;
  if (!target.open || entries.value !== entries.defaultValue) return;
  const now = await fetch(target.querySelector("form").action, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!now || entries.value !== entries.defaultValue) return;
  version.value = now.version;
  entries.value = entries.defaultValue = now.entries;
});

/** F: freezes the room, or lets it carry on. */
export function freeze() {
  const halted = document.getElementById("chat-state").dataset.halt;
  const form = document.querySelector(halted ? ".bar__form--halted" : ".bar__form--on");
  if (form && !form.hidden) form.requestSubmit();
}

/** Shows the controls that the present hour allows. */
export function follow() {
  const phase = document.getElementById("chat-state")?.dataset.phase;
  for (const fold of document.querySelectorAll("[data-phases]")) {
    const held = fold.contains(document.activeElement);
    fold.hidden = !fold.dataset.phases.split(" ").includes(phase);
    if (held && fold.hidden) document.getElementById("queue-name").focus();
  }
  document.querySelector("[data-for-notice]").hidden = !document.getElementById("notice");
}

/** N: unfolds the notice and puts the focus in its field. */
export function writeNotice() {
  const fold = document.querySelector(".fold--notice");
  if (fold.hidden) return;
  fold.open = true;
  fold.querySelector("textarea").focus();
}

/** One control at a time is unfolded, and none once one looks elsewhere. */
document.addEventListener("click", ({ target }) => {
  for (const fold of document.querySelectorAll(".fold[open]")) {
    if (!fold.contains(target)) fold.open = false;
  }
});
