// While some are selected, A, P and R act on them: the buttons of the open item let go of these keys, and
// a line above them says so. What is pressed there is still about the open item alone.

import { say } from "../web/words.js";

/** How many are selected; none, and the keys are the open item's again. */
export function lend(count) {
  const verdicts = document.querySelector("#item .verdicts");
  if (!verdicts) return;
  for (const button of verdicts.querySelectorAll("[data-key-lent]")) {
    if (count) button.removeAttribute("aria-keyshortcuts");
    else button.setAttribute("aria-keyshortcuts", button.dataset.keyLent);
  }
  const line = verdicts.querySelector(".verdicts__lent");
  if (!count) return line?.remove();
  const words = say("lent", { count });
  if (line) line.textContent = words;
  else verdicts.prepend(Object.assign(document.createElement("p"), { className: "verdicts__lent", textContent: words }));
}
