// The page's title and icon carry the number of things that wait.

const title = document.title;
const icon = document.querySelector("link[rel=icon]");
const plain = icon?.href;

/** Shows the number before the title, and the icon that has a mark; 0 shows neither. */
export function tally(number) {
  const words = number ? `(${number}) ${title}` : title;
  if (document.title !== words) document.title = words;
  if (icon) icon.href = number ? icon.dataset.marked : plain;
}
