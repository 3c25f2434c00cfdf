// How many are in the room, and who else is at this desk.

const here = document.querySelector("[data-here]");
const desk = document.getElementById("desk");
const uncovered = document.querySelector("[data-uncovered]");
const others = document.querySelector("[data-others]");

/** A passing remark: { here, moderators, uncovered, usual, longest, bans, promises, lines }, each of which may be missing. */
export function presence(frame, viewer) {
  if (frame.here !== undefined) here.textContent = String(frame.here);
  if (frame.longest !== undefined) Object.assign(desk.dataset, { usual: frame.usual, longest: frame.longest });
  for (const place of document.querySelectorAll("[data-waits]")) sayWaiting(place, frame[place.dataset.waits]);
  if (frame.uncovered !== undefined) {
    uncovered.hidden = !frame.uncovered;
    uncovered.querySelector("b").textContent = frame.uncovered;
  }
  if (frame.moderators === undefined) return;
  const names = frame.moderators.split(", ").filter((name) => name && name !== viewer);
  others.hidden = names.length === 0;
  others.querySelector("b").textContent = names.join(", ");
}

/** What waits on a page of the menu, named by whose it is: others decide on one's own. */
function sayWaiting(place, by) {
  if (by === undefined) return;
  const count = by.split(" ").filter((one) => one && one !== desk.dataset.me).length;
  place.hidden = count === 0;
  place.querySelector("b").textContent = String(count);
}
