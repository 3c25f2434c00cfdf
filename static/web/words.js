// The sentences a script says: they stand in the page's data-words, so that they go through the catalogue.

const words = JSON.parse(document.querySelector("[data-words]").dataset.words);

/** The sentence of that name with its {parts} filled in. */
export function say(name, parts = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? "");
}

export function knows(name) {
  return name in words;
}
