// A refused form says why, beside its fields, and the words stay in the box.

import { fill } from "../web/fill.js";

const FIELDS = ["name", "text", "rules"];

/** Says sentences in the form's error place; the field that needs mending is named and focused. */
export function complaints(form) {
  const place = form.querySelector("[data-errors]");

  function clear() {
    place.replaceChildren();
    document.querySelector("[data-summary]")?.remove();
    for (const field of FIELDS) form.elements[field]?.removeAttribute?.("aria-invalid");
  }

  function plainly(sentence) {
    place.replaceChildren(box(paragraph(sentence)));
    place.focus();
  }

  function of({ detail, field, retry_after: seconds }) {
    const wait = seconds ? ` ${fill(form.dataset.wait, { number: seconds })}` : "";
    if (!FIELDS.includes(field)) return plainly(`${detail || form.dataset.failed}${wait}`);
    const link = document.createElement("a");
    link.href = `#ask-${field}`;
    link.textContent = detail;
    place.replaceChildren(box(paragraph(link, `ask-${field}-error`)));
    const mend = form.querySelector(`#ask-${field}`);
    mend?.setAttribute("aria-invalid", "true");
    mend?.focus();
  }

  return { clear, plainly, of };
}

function box(content) {
  const element = document.createElement("div");
  element.className = "said said--urgent";
  element.setAttribute("role", "alert");
  element.append(content);
  return element;
}

function paragraph(content, id = "") {
  const element = document.createElement("p");
  if (id) element.id = id;
  element.append(content);
  return element;
}
