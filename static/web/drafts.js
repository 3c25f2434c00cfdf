// Words typed into a field outlive a reload and a lost connection; they leave with the tab.

const name = (key) => `webchat.draft.${key}`;

/** Restores the field's draft unless the page brought words of its own, and keeps it from now on. */
export function keepDraft(field, key) {
  const kept = attempt(() => sessionStorage.getItem(name(key)));
  if (kept && !field.value) {
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.addEventListener("input", () => {
    if (field.value) attempt(() => sessionStorage.setItem(name(key), field.value));
    else dropDraft(key);
  });
}

/** Forgets a draft: it was sent, or thrown away on purpose. */
export function dropDraft(key) {
  attempt(() => sessionStorage.removeItem(name(key)));
}

/** Storage can be forbidden or full; a page without drafts still works. */
function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
