// One line above the item says what came of the last deed, and offers to take it back.

const box = document.getElementById("told");
const line = box.querySelector("[role=status]");
const button = box.querySelector("button");
let timer = 0;

/** Says it where the moderator is looking; amber when something was not done. */
export function tell(words, { late = false, undo = 0, passing = false } = {}) {
  line.textContent = words;
  box.toggleAttribute("data-passing", passing);
  box.classList.toggle("told--late", late);
  clearTimeout(timer);
  button.hidden = !undo;
  if (Number.isFinite(undo) && undo) timer = setTimeout(() => { button.hidden = true; }, undo);
}

/** Words about the item that was open make no sense over the next. */
export function tellNoMore() {
  if (box.hasAttribute("data-passing")) tell("");
}

export function onUndo(act) {
  button.addEventListener("click", act);
}
