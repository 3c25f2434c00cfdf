// The page follows the chat's hours: each part says in data-when which of them it belongs to.

/** Shows and hides the parts of the room for a phase. */
export function turn(room, phase) {
  room.dataset.phase = phase;
  for (const part of room.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(phase);
  }
  keepTyped(room, phase);
}

/** Words typed but not sent when the chat stops taking questions stay readable. */
function keepTyped(room, phase) {
  const text = room.querySelector("#ask-text");
  const late = room.querySelector("[data-late]");
  if (!text || !late) return;
  const over = phase === "closing" || phase === "closed";
  late.hidden = !(over && text.value);
  text.readOnly = over;
  if (!late.hidden) text.closest("[data-when]").hidden = false;
}
