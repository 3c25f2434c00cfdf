// Sentences stand in the page's data attributes, so that they go through the catalogue.

/** The sentence with its {parts} filled in. */
export function fill(sentence, parts) {
  return sentence.replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? "");
}
