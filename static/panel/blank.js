// Copies of a template, each with ids of its own.

const NAMES = ["id", "for", "form", "action", "href", "aria-labelledby", "aria-describedby"];

/** The template's element, made that question's. */
export function copyFor(template, id) {
  const copy = template.content.firstElementChild.cloneNode(true);
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      if (value?.includes("ID")) element.setAttribute(name, value.replaceAll("ID", id));
    }
  }
  copy.dataset.question = id;
  return copy;
}
