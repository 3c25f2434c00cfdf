// Approved lines beside the answer: found by typing, put in where one was writing.

import { say } from "../web/words.js";
import { tell } from "./told.js";

const box = document.getElementById("lines");
const find = document.getElementById("lines-find");
let field = null; // where one was writing last

for (const element of box.querySelectorAll(".with-script")) element.hidden = false;

find?.addEventListener("input", () => {
  const sought = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const line of box.querySelectorAll(".lines__one")) {
    const text = line.textContent.toLowerCase();
    line.hidden = !sought.every((word) => text.includes(word));
    left += line.hidden ? 0 : 1;
  }
  const none = box.querySelector("[role=status]");
  none.textContent = left ? "" : none.dataset.none;
});

document.addEventListener("focusout", ({ target }) => {
  if (target.matches(".composer__field")) field = target;
});

box.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-insert]");
  if (button) putIn(button.closest(".lines__one"));
});

function putIn(line) {
  const into = field?.isConnected ? field : document.querySelector(".composer__field");
  if (!into || into.readOnly) return tell(say("no-field"));
  const { selectionStart: from, selectionEnd: to, value } = into;
  const words = line.querySelector(".lines__words").textContent;
  const gap = from && !/\s$/.test(value.slice(0, from)) ? " " : "";
  into.setRangeText(gap + words, from, to, "end");
  into.dispatchEvent(new Event("input", { bubbles: true }));
  into.focus();
  tell(say("line-in", { title: line.querySelector(".lines__title").textContent }));
}
