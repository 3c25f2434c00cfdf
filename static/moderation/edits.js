// An edit that was begun outlives another item, a lost connection and a reload; it leaves with the tab.

const place = (id) => `webchat.edit.${id}`;
const fields = (form) => [...form.querySelectorAll("[name=name], [name=text]")];

export function isEdited(form) {
  return Boolean(form) && fields(form).some((field) => field.value !== field.defaultValue);
}

export const editForm = (article) => article.querySelector("[data-deed=edit]");

/** Takes words out of the edit, with a mark in their place, and unfolds it. */
export function takeOut(article, words, mark) {
  const form = editForm(article);
  const { text, change } = form.elements;
  text.value = text.value.replace(words, () => mark);
  change.value = "personal-information";
  text.dispatchEvent(new Event("input", { bubbles: true }));
  form.closest("details").open = true;
}

/** Keeps what is typed into the item's edit form, and brings back what was typed before. */
export function keepEdit(article) {
  const form = editForm(article);
  if (!form) return;
  const { item, version } = article.dataset;
  bringBack(form, read(item), version);
  form.addEventListener("input", () => write(item, { version, ...values(form) }));
  form.addEventListener("reset", () => dropEdit(item));
}

export function dropEdit(id) {
  attempt(() => sessionStorage.removeItem(place(id)));
}

function bringBack(form, kept, version) {
  if (kept?.version !== version) return;
  for (const field of fields(form)) field.value = kept[field.name] ?? field.value;
  form.closest("details").open = isEdited(form);
}

const values = (form) => Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
const read = (id) => attempt(() => JSON.parse(sessionStorage.getItem(place(id))));
const write = (id, kept) => attempt(() => sessionStorage.setItem(place(id), JSON.stringify(kept)));

/** Storage can be forbidden or full; a desk without it still works. */
function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
