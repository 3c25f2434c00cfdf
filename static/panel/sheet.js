// What is typed into a sheet outlives a reload and a lost connection, until it was sent or left.

import { dropDraft, keep, recall } from "../web/drafts.js";

const form = document.querySelector("#sheet form");
const SENT = "sheet.sent"; // what the last one was about

const draftOf = (about, name) => `sheet.${about}.${name}`;

function forget(about) {
  for (const name of ["text", "note"]) dropDraft(draftOf(about, name));
}

/** Words belong to those the page brought: where other ones stand by now, they would undo these. */
function follow(field, draft) {
  const { brought, words } = JSON.parse(recall(draft) || "{}");
  if (words && brought === field.defaultValue) field.value = words;
  field.addEventListener("input", () => keep(draft, JSON.stringify({ brought: field.defaultValue, words: field.value })));
}

if ("about" in document.getElementById("told").dataset) forget(recall(SENT));
if (form) {
  const about = new URL(form.action).pathname + (form.elements.question?.value ?? "");
  for (const field of form.querySelectorAll("textarea")) follow(field, draftOf(about, field.name));
  form.addEventListener("submit", () => keep(SENT, about));
  form.querySelector("a").addEventListener("click", () => forget(about));
}
