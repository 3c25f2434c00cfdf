// What a screen reader is told of, at most every five seconds, and as much as its reader chose.

import { fill } from "../web/fill.js";

const PAUSE = 5000;
const CHOICE = "webchat.aloud";

/** Returns tell({ sort, number, name, text, own }); sorts are question, answer, notice and own. */
export function announcer(region, settings) {
  const words = settings.dataset;
  let waiting = [];
  let timer = 0;
  let last = 0;
  remember(settings);

  function tell(news) {
    waiting.push(news);
    timer ||= setTimeout(speak, Math.max(0, last + PAUSE - Date.now()));
  }

  /** Asked when it is time to speak: a choice holds for what is already waiting, too. */
  function wanted(news) {
    const choice = settings.querySelector("input:checked").value;
    return choice === "all" || (choice === "own" && (news.own || news.sort === "notice"));
  }

  function speak() {
    const of = (sort) => waiting.filter((news) => news.sort === sort && wanted(news));
    region.textContent = [
      ...of("notice").map((news) => fill(words.notice, news)),
      ...of("own").map((news) => fill(words.own, news)),
      summed(of("answer"), words.answer, words.answers),
      summed(of("question"), words.question, words.questions),
    ].filter(Boolean).join(" ");
    [waiting, timer, last] = [[], 0, Date.now()];
  }

  return tell;
}

function summed(news, one, many) {
  if (news.length === 0) return "";
  return `${news.length === 1 ? fill(one, news[0]) : fill(many, { count: news.length })}.`;
}

/** The choice is the reader's own and stays in their browser. */
function remember(settings) {
  try {
    const kept = settings.querySelector(`[value="${CSS.escape(localStorage.getItem(CHOICE) ?? "all")}"]`);
    if (kept) kept.checked = true;
    settings.addEventListener("change", ({ target }) => localStorage.setItem(CHOICE, target.value));
  } catch {
    // Storage is forbidden here: the choice holds for this page only.
  }
}
