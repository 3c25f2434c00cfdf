// Puts pieces into the page. Nothing else in the project inserts HTML.

const policy = globalThis.trustedTypes?.createPolicy("webchat", { createHTML: (html) => html })
  ?? { createHTML: (html) => html };

/** Elements of a frame's html, not yet in the page. The html is rendered by our own server. */
export function parse(html) {
  if (typeof html !== "string") return html; // parsed before, by a page that looks at pieces first
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return [...template.content.children];
}

/**
 * Puts every piece of the html in its place: replaced where it stands, moved when its place or
 * order has changed, removed when it is gone, else inserted in its list at its order. A piece whose
 * list is not on this page is left out.
 * Returns [{ id, did: "added" | "changed" | "moved" | "removed", element }].
 */
export function put(html) {
  return parse(html).map(one).filter(Boolean);
}

/** Like put, and takes out what a list holds beyond the snapshot; lists with data-kept are left. */
export function settle(html) {
  const pieces = parse(html);
  const ids = new Set(pieces.map((piece) => piece.id));
  const done = pieces.map(one).filter(Boolean);
  for (const list of document.querySelectorAll("[data-list]:not([data-kept])")) {
    for (const element of [...list.children]) {
      if (element.dataset.place && !ids.has(element.id)) done.push(remove(element));
    }
  }
  return done;
}

function one(piece) {
  const old = piece.id ? document.getElementById(piece.id) : null;
  if ("gone" in piece.dataset) return old && remove(old);
  if (!old) return insert(piece) && { id: piece.id, did: "added", element: piece };
  // Alike: leave what stands, with its focus and its selection.
  if (old.isEqualNode(piece)) return null;
  const stays = old.dataset.place === piece.dataset.place;
  const inOrder = stays && old.dataset.order === piece.dataset.order;
  replace(old, piece, inOrder);
  return { id: piece.id, did: stays ? "changed" : "moved", element: piece };
}

/** Replaces one element, keeping the focus and what was unfolded inside it. */
function replace(old, piece, inOrder) {
  const inside = old.contains(document.activeElement) ? document.activeElement : null;
  const again = inside && sameIn(piece, old, inside);
  for (const details of old.querySelectorAll("details[open][id]")) {
    piece.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
  }
  if (inOrder) {
    old.replaceWith(piece);
  } else {
    old.remove();
    insert(piece);
  }
  if (!inside) return;
  if (!again && !piece.hasAttribute("tabindex")) piece.tabIndex = -1;
  (again ?? piece).focus({ preventScroll: true });
}

/** What in a new piece is what had the focus in the old: by its id, or the same among its like. */
function sameIn(piece, old, inside) {
  if (inside === old) return null;
  if (inside.id) return piece.querySelector(`#${CSS.escape(inside.id)}`);
  const like = `${inside.localName}${inside.classList.length ? `.${CSS.escape(inside.classList[0])}` : ""}`;
  return piece.querySelectorAll(like)[[...old.querySelectorAll(like)].indexOf(inside)] ?? null;
}

function insert(piece) {
  const list = document.querySelector(`[data-list="${CSS.escape(piece.dataset.place ?? "")}"]`);
  list?.insertBefore(piece, following(list, piece.dataset.order ?? ""));
  return list !== null;
}

/** The first piece of the list that belongs after this order; searched from the end. */
function following(list, order) {
  let after = null;
  for (let child = list.lastElementChild; child; child = child.previousElementSibling) {
    if ((child.dataset.order ?? "") <= order) break;
    after = child;
  }
  return after;
}

function remove(element) {
  element.remove();
  return { id: element.id, did: "removed", element };
}
