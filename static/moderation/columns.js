// Three columns side by side, or one at a time behind tabs where there is no room.

const root = document.documentElement;
const tabs = [...document.querySelectorAll("[data-tab]")];
const order = ["queue", "item", "room"];

/** Shows a column on a narrow screen; on a wide one all are there. */
export function show(name) {
  root.dataset.column = name;
  for (const tab of tabs) tab.setAttribute("aria-current", String(tab.dataset.tab === name));
}

/** Moves the focus to the next column. */
export function next() {
  const here = order.findIndex((name) => columnOf(name).contains(document.activeElement));
  go(order[(here + 1) % order.length]);
}

export function go(name) {
  show(name);
  const target = name === "queue"
    ? document.querySelector(".row__link[aria-current]") ?? document.querySelector(".row__link")
    : document.getElementById(`${name}-name`);
  (target ?? document.getElementById(`${name}-name`)).focus({ preventScroll: name === "item" });
}

export const isIn = (name) => columnOf(name).contains(document.activeElement);
const columnOf = (name) => document.querySelector(`.column--${name}`);

for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    go(tab.dataset.tab);
  });
}
show(location.hash === "#item" || location.hash === "#room" ? location.hash.slice(1) : "queue");
