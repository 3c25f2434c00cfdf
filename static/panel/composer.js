// One big field for each question in hand. It stands apart from the pieces, so that no frame ever
// touches what is being typed, and its words outlive a reload.

import { keepDraft } from "../web/drafts.js";
import { countDown } from "../rooms/count.js";

const place = document.getElementById("in-hand");
const blank = document.getElementById("composer");
const nothing = place.querySelector("[data-nothing]");

/** Opens a composer for each question one holds, and closes those of questions one holds no longer. */
export function compose(root) {
  const mine = [...root.querySelectorAll(".asked--mine")];
  const ids = new Set(mine.map((asked) => asked.dataset.question));
  for (const composer of place.querySelectorAll(".composer")) {
    if (!ids.has(composer.dataset.question)) composer.remove();
  }
  for (const asked of mine) open(asked, root);
  if (nothing) nothing.hidden = mine.length > 0;
}

function open(asked, root) {
  const id = asked.dataset.question;
  const there = document.getElementById(`answer-${id}`);
  if (there) return begin(there, root);
  const composer = fill(blank.content.firstElementChild.cloneNode(true), asked);
  place.prepend(composer); // what one has just taken stands first
  begin(composer, root);
  composer.querySelector(".composer__field").focus();
}

/** A composer from the template, with the question's own words in it. */
function fill(composer, asked) {
  const id = asked.dataset.question;
  for (const element of [composer, ...composer.querySelectorAll("*")]) {
    for (const name of ["id", "for", "form", "action", "aria-labelledby", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value?.includes("ID")) element.setAttribute(name, value.replaceAll("ID", id));
    }
  }
  composer.dataset.question = id;
  composer.querySelector(".composer__number").textContent = `Q${asked.dataset.number}`;
  composer.querySelector(".composer__asker").textContent = asked.querySelector(".talk__name").textContent;
  composer.querySelector(".composer__words").textContent = asked.querySelector(".talk__words").textContent;
  const back = [...asked.querySelectorAll(".reply--mine.reply--returned .talk__words")].at(-1);
  composer.querySelector(".composer__field").defaultValue = back?.textContent ?? "";
  return composer;
}

/** Once: the draft comes back, the count begins. */
function begin(composer, root) {
  if (composer.dataset.begun) return;
  composer.dataset.begun = "yes";
  const field = composer.querySelector(".composer__field");
  keepDraft(field, draftOf(composer.dataset.question));
  countDown(field, Number(root.dataset.longest), composer.querySelector(".composer__left"), composer.querySelector(".composer__spoken"));
}

export const draftOf = (question) => `answer.${question}`;
