// Changes the page around the reader while what they read stays where it is on the screen.

const READING_LINE = 1 / 3; // of the screen's height: where eyes rest

/** Does the deed, then scrolls by as much as it moved the block being read. Returns what the deed does. */
export function keepPlace(list, deed) {
  const anchor = blockAt(list, innerHeight * READING_LINE);
  const before = anchor?.getBoundingClientRect().top;
  const done = deed();
  const now = anchor?.isConnected ? anchor : anchor && document.getElementById(anchor.id);
  const moved = now ? now.getBoundingClientRect().top - before : 0;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  return done;
}

/** The block of the list that crosses a line of the screen; none while the reader is above or below it. */
function blockAt(list, line) {
  const { top, bottom } = list.getBoundingClientRect();
  if (top > line || bottom < 0) return null;
  let found = null;
  for (const block of list.children) {
    if (block.getBoundingClientRect().top > line) break;
    found = block;
  }
  return found;
}
