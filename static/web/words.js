// The sentences a script says: they stand in the page's data-words, so that they go through the catalogue.

import { fill } from "./fill.js";

const words = JSON.parse(document.querySelector("[data-words]").dataset.words);

/** The sentence of that name with its {parts} filled in. */
export function say(name, parts = {}) {
  return fill(words[name], parts);
}

export function knows(name) {
  return name in words;
}
