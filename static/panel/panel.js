// The officers' desk: released questions as they come, and the answers one is writing.

import { inWords } from "../web/connection.js";
import { follow } from "../web/live.js";
import { parse, put, settle } from "../web/pieces.js";
import { sayInUse } from "../web/presence.js";
import { say } from "../web/words.js";
import { act } from "./answering.js";
import { compose, composeFirst } from "./composer.js";
import { putAway } from "./kept.js";
import "./lines.js";
import { isMine, ranked } from "./order.js";
import { markOwn } from "./own.js";
import "./owner.js";
import { over } from "./phase.js";
import "./sheet.js";
import { focusTold, look, overtaken, state, tell } from "./told.js";

const root = document.getElementById("panel-desk");
let upto = Number(root.dataset.seq);
let ended = over();

function heard(frame) {
  if (frame.kind === "presence") {
    root.querySelector("[data-here]").textContent = String(frame.here ?? "");
    return;
  }
  upto = frame.seq ?? upto;
  overtaken(frame.id);
  const pieces = ranked(parse(frame.html));
  const done = frame.kind === "snapshot" ? settle(pieces) : put(pieces);
  for (const { dataset: { question, number } } of markOwn(root)) state("returned", { question, number });
  if (frame.kind === "question.assigned") given(document.getElementById(`p-${frame.id}`));
  // Only what has changed takes a composer away: one's own picking opens it before the frame arrives.
  if (done.length) compose(root);
  if (over() && !ended) end();
  look(upto);
}

/** A question was given to somebody. */
function given(asked) {
  if (asked && isMine(asked)) state("assigned", asked.dataset);
}

/** The chat has ended while the page is open: what could be taken up before is no button now. */
function end() {
  ended = true;
  tell(say("left.ended"));
  if (document.activeElement?.closest(".asked__pick")) focusTold();
}

async function submitted(form) {
  if (form.dataset.deed === "put-away") return putAway(form.closest(".kept"));
  await act(form);
  // The frame may have been faster than the answer to the deed.
  compose(root);
  look(upto);
}

document.addEventListener("submit", (event) => {
  if (!event.target.dataset.deed) return;
  event.preventDefault();
  submitted(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".composer__field")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

ranked(root.querySelectorAll("[data-list=panel] > .asked"));
markOwn(root);
composeFirst(root);
sayInUse(follow(root, { heard, state: inWords(document.getElementById("connection")) }));
