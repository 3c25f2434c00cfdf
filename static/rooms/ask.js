// Asking: words that are never lost, and the receipt at once.

import { dropDraft, keepDraft } from "../web/drafts.js";
import { put } from "../web/pieces.js";
import { countDown } from "./count.js";
import { complaints } from "./complaints.js";
import { growing } from "./grow.js";
import { keyFor } from "./keys.js";
import { knownName } from "./known.js";

/** Makes the form send in place; without this it posts and the page comes back. */
export function askInPlace(form, taken) {
  const { text, name } = form.elements;
  const draft = form.dataset.draft;
  keepDraft(text, `${draft}.text`);
  keepDraft(name, `${draft}.name`);
  countDown(text, Number(form.dataset.limit), form.querySelector("[data-left]"), form.querySelector("[data-left-spoken]"));
  growing(text);
  const { known, unfold } = knownName(form);
  const key = keyFor(form);
  const complain = complaints(form);
  const button = form.querySelector("button:not([type=button])");
  const label = button.textContent;

  async function send() {
    key.sending();
    complain.clear();
    busy(true);
    const answer = await post(form).catch(() => null);
    busy(false);
    if (!answer) return complain.plainly(form.dataset.unsent);
    if (answer.ok) return accept(answer.content);
    if ((answer.content.errors ?? {}).name) unfold();
    complain.of(answer.content);
  }

  function accept(content) {
    key.taken();
    text.value = "";
    text.dispatchEvent(new Event("input", { bubbles: true }));
    dropDraft(`${draft}.text`);
    known();
    put(content.html);
    taken(content);
  }

  function busy(sending) {
    button.setAttribute("aria-disabled", sending);
    button.textContent = sending ? form.dataset.sending : label;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") send();
  });
  text.addEventListener("keydown", ({ key: pressed, ctrlKey, metaKey }) => {
    if (pressed === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
  });
}

/** What the server says, whatever it says; an answer that is not ours counts as none. */
async function post(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout?.(15_000),
  });
  return { ok: answer.ok, content: await answer.json() };
}
