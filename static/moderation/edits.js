// An edit that was begun outlives another item, a lost connection and a reload; it leaves with the tab.

const place = (id) => `webchat.edit.${id}`;
const fields = (form) => [...form.querySelectorAll("[name=name], [name=text]")];

export function isEdited(form) {
  return Boolean(form) && fields(form).some((field) => field.value !== field.defaultValue);
}

/** Keeps what is typed into the item's edit form, and brings back what was typed before. */
export function keepEdit(article) {
  const form = article.querySelector("[data-deed=edit]");
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
