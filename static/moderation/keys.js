// Single keys for every act. They never act while one types, and can be turned off (WCAG 2.1.4).

const KEPT = "webchat.keys";
const ALWAYS = new Set(["ArrowDown", "ArrowUp", "Escape"]); // these type nothing anywhere
const dialog = document.getElementById("keys");
const choice = document.getElementById("keys-on");

/** acts: by key, in lower case; each gets the event and is told nothing else. */
export function listen(acts) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return sendForm(event);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = acts[key];
    if (!act || !meant(event, key)) return;
    if (act(event) !== false) event.preventDefault();
  });
}

function meant(event, key) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.repeat && !["j", "k", "ArrowDown", "ArrowUp"].includes(key)) return false;
  if (typing(event.target) && key !== "Escape") return false;
  if (document.querySelector("dialog[open]") && !/^\d$/.test(key)) return false;
  return ALWAYS.has(key) || choice.checked;
}

function typing(element) {
  return element.isContentEditable
    || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
}

function sendForm(event) {
  const form = event.target.closest?.("textarea, [data-deed=edit] :is(input, select, button), .fold form :is(input, select)")?.form;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

function apply() {
  document.documentElement.dataset.keys = choice.checked ? "on" : "off";
}

export function showKeys() {
  dialog.showModal();
  dialog.querySelector("h2").focus();
}

try {
  choice.checked = localStorage.getItem(KEPT) !== "off";
} catch { /* storage can be forbidden: the keys are on, as they are at first */ }
choice.addEventListener("change", () => {
  apply();
  try {
    localStorage.setItem(KEPT, choice.checked ? "on" : "off");
  } catch { /* then the choice holds for this page */ }
});
apply();
