// A key stands for one wording: sent again after a lost connection it is not a second question.

import { keep, recall } from "../web/drafts.js";

/** Keeps the form's key field right. sending() before each attempt, taken() when it was taken. */
export function keyFor(form) {
  const { key, name, text } = form.elements;
  const place = `${form.dataset.draft}.key`;
  const wording = () => `${name.value}\n${text.value}`;
  let attempted = "";

  // An attempt whose outcome a reload swallowed: the same words go out under the same key.
  const [kept, ...words] = recall(place).split("\n");
  if (kept && words.join("\n") === wording()) {
    key.value = kept;
    attempted = wording();
  }

  return {
    sending() {
      if (attempted && attempted !== wording()) key.value = fresh();
      attempted = wording();
      keep(place, `${key.value}\n${attempted}`);
    },
    taken() {
      key.value = fresh();
      attempted = "";
      keep(place, "");
    },
  };
}

function fresh() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
