// The officers' desk: released questions as they come, and the answers one is writing.

import { inWords } from "../web/connection.js";
import { follow } from "../web/live.js";
import { put, settle } from "../web/pieces.js";
import { sayInUse } from "../web/presence.js";
import { say } from "../web/words.js";
import { act, tell } from "./answering.js";
import { compose } from "./composer.js";
import { markOwn } from "./own.js";

const root = document.getElementById("panel-desk");

function heard(frame) {
  if (frame.kind === "presence") {
    root.querySelector("[data-here]").textContent = String(frame.here ?? "");
    return;
  }
  const done = frame.kind === "snapshot" ? settle(frame.html) : put(frame.html);
  for (const number of markOwn(root)) tell(say("returned", { number }));
  // Only what has changed takes a composer away: one's own picking opens it before the frame arrives.
  if (done.length) compose(root);
}

document.addEventListener("submit", (event) => {
  if (!event.target.dataset.deed) return;
  event.preventDefault();
  act(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".composer__field")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

markOwn(root);
compose(root);
sayInUse(follow(root, { heard, state: inWords(document.getElementById("connection")) }));
