// Words typed into a field outlive a reload and a lost connection; they leave with the tab.

const PREFIX = "webchat.draft.";

/** Restores the field's draft unless the page brought words of its own, and keeps it from now on. */
export function keepDraft(field, key) {
  const kept = recall(key);
  if (kept && !field.value) {
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.addEventListener("input", () => keep(key, field.value));
}

/** Forgets a draft: it was sent, or thrown away on purpose. */
export function dropDraft(key) {
  keep(key, "");
}

/** Keeps a text under a key for as long as the tab lives; an empty one is forgotten. */
export function keep(key, text) {
  if (text) attempt(() => sessionStorage.setItem(PREFIX + key, text));
  else attempt(() => sessionStorage.removeItem(PREFIX + key));
}

/** The text kept under a key, or an empty one. */
export function recall(key) {
  return attempt(() => sessionStorage.getItem(PREFIX + key)) ?? "";
}

/** Storage can be forbidden or full; a page without drafts still works. */
function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
