// The page of one receipt: it follows its question and says what became of it.

import { tally } from "../web/tally.js";
import "../web/times.js";
import { followOwn } from "./own.js";

const region = document.getElementById("announcer");

followOwn(document.querySelector("[data-list=own]"), ({ dataset }) => {
  region.textContent = region.dataset.own.replace("%s", dataset.summary);
  if (document.hidden) tally(1);
});
document.addEventListener("visibilitychange", () => document.hidden || tally(0));
