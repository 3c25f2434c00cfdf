// The field grows with its words; the dock it stands in is one line until there is something to say.

/** For browsers that cannot size a field by its content. */
export function growing(field) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 4}px`;
  };
  field.addEventListener("input", fit);
  if (field.value) fit();
}

/** Docks the form at the foot of the screen, open while it has words, errors or the focus. */
export function dock(element, field) {
  const draw = () => { element.dataset.open = field.value ? "words" : ""; };
  element.classList.add("dock--docked");
  field.addEventListener("input", draw);
  // The button of the folded form unfolds it, and would be gone from under the pointer that pressed it.
  element.querySelector(".ask__send").addEventListener("mousedown", (event) => {
    if (field.value || field.form.matches(":focus-within")) return;
    event.preventDefault();
    field.focus();
  });
  draw();
  const root = document.documentElement;
  new ResizeObserver(() => root.style.setProperty("--dock", `${element.offsetHeight}px`)).observe(element);
}
