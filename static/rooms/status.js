// The page of one receipt: it follows its question and says what became of it.

import { fill } from "../web/fill.js";
import { tally } from "../web/tally.js";
import "../web/times.js";
import { followOwn } from "./own.js";

const region = document.getElementById("announcer");

followOwn(document.querySelector("[data-list=own]"), ({ dataset }) => {
  region.textContent = fill(region.dataset.own, { text: dataset.summary });
  if (document.hidden) tally(1);
});
document.querySelector("[data-live-words]").hidden = false;
document.addEventListener("visibilitychange", () => document.hidden || tally(0));
