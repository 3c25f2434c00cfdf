// The page's title and icon carry the number of things that wait.

const title = document.title;
const icon = document.querySelector("link[rel=icon]");
const plain = icon?.href;
let waiting = 0;
let alarming = false;

/** Shows the number before the title, and the icon that has a mark; 0 shows neither. */
export function tally(number) {
  waiting = number;
  draw();
}

/** Whether one of them has waited too long: the number then has a mark of its own. */
export function alert(raised) {
  if (alarming === raised) return;
  alarming = raised;
  draw();
}

function draw() {
  const words = waiting ? `(${waiting}${alarming ? "!" : ""}) ${title}` : title;
  if (document.title !== words) document.title = words;
  if (icon) icon.href = waiting ? icon.dataset.marked : plain;
}
