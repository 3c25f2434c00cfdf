// The name is asked once and the rules are accepted once; afterwards one line says so.

/** Folds the name away while one is known. Returns known(), to be called when a question was taken. */
export function knownName(form) {
  const { name } = form.elements;
  const line = form.querySelector("[data-as]");
  const field = form.querySelector("[data-name]");
  const accept = form.querySelector("[data-accept]");

  function fold(folded) {
    line.hidden = !folded;
    field.hidden = folded;
    line.querySelector("[data-as-name]").textContent = name.value;
  }

  function known() {
    fold(true);
    if (accept) accept.hidden = true;
  }

  form.querySelector("[data-change]").addEventListener("click", () => {
    fold(false);
    name.focus();
  });
  // The page knows the name when the rules were accepted here before.
  if (!accept && name.value && !name.hasAttribute("aria-invalid")) fold(true);
  return { known, unfold: () => fold(false) };
}
