// A refused form says why, beside its fields, and the words stay in the box.

import { fill } from "../web/fill.js";

const FIELDS = ["text", "name", "rules"]; // as they stand in the form

/** Says sentences in the form's error place; the fields that need mending are named, the first is focused. */
export function complaints(form) {
  const place = form.querySelector("[data-errors]");

  function clear() {
    place.replaceChildren();
    document.querySelector(".govuk-error-summary[data-summary]")?.remove();
    for (const field of FIELDS) form.elements[field]?.removeAttribute?.("aria-invalid");
  }

  function plainly(sentence, appeal) {
    place.replaceChildren(box(paragraph(sentence), ...(appeal ? [paragraph(link(form.dataset.appeal, appeal))] : [])));
    place.focus();
  }

  function of({ detail, field, errors = { [field]: detail }, retry_after: seconds, appeal }) {
    const wait = seconds ? ` ${fill(form.dataset.wait, { number: seconds })}` : "";
    const found = FIELDS.filter((name) => errors[name]);
    if (!found.length) return plainly(`${detail || form.dataset.failed}${wait}`, appeal);
    place.replaceChildren(box(...found.map((name) => paragraph(link(errors[name], `#ask-${name}`), `ask-${name}-error`))));
    for (const name of found) form.querySelector(`#ask-${name}`)?.setAttribute("aria-invalid", "true");
    form.querySelector(`#ask-${found[0]}`)?.focus();
  }

  return { clear, plainly, of };
}

function link(sentence, address) {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = sentence;
  return element;
}

function box(...content) {
  const element = document.createElement("div");
  element.className = "said said--urgent";
  element.setAttribute("role", "alert");
  element.append(...content);
  return element;
}

function paragraph(content, id = "") {
  const element = document.createElement("p");
  if (id) element.id = id;
  element.append(content);
  return element;
}
