// One line above the item says what came of the last deed, and offers to take it back. A sentence ends
// with the next one; what was done is said for ten seconds, with its Undo, whatever one opens meanwhile;
// what was not done is said until one opens another item oneself.

const STANDS = 10_000; // milliseconds
const BRIEFLY = 2_000; // what is over by itself
const box = document.getElementById("told");
const line = box.querySelector("[role=status]");
const button = box.querySelector("button");
let timer = 0;
let fits = 0; // the frame that will

/** Says it where the moderator is looking; amber when something was not done. */
export function tell(words, { late = false, undo = 0, passing = false, brief = false } = {}) {
  line.textContent = words;
  box.removeAttribute("data-long");
  if (words) fits ||= requestAnimationFrame(fit);
  box.toggleAttribute("data-passing", passing);
  box.classList.toggle("told--late", late);
  if (!undo && document.activeElement === button) document.querySelector(".item__name").focus();
  button.hidden = !undo;
  clearTimeout(timer);
  if (words) timer = setTimeout(late ? withdraw : tell, Math.min(undo || STANDS, brief ? BRIEFLY : STANDS), "");
}

/** Three lines of small letters where two do not hold it: it never pushes the item down. */
function fit() {
  fits = 0;
  box.toggleAttribute("data-long", line.offsetHeight > box.clientHeight);
}

/** It is too late to take it back. */
function withdraw() {
  button.hidden = true;
}

/** Another item stands below: words about the one before make no sense over it. */
export function tellNoMore({ byHand }) {
  const over = byHand ? button.hidden : box.hasAttribute("data-passing");
  if (over && line.textContent) tell("");
}

export function onUndo(act) {
  button.addEventListener("click", act);
}
