// How many characters are left, in words, as a person counts them.

import { fill } from "../web/fill.js";

const SPEAK_AFTER = 1000; // once the typing rests
const segments = Intl.Segmenter && new Intl.Segmenter();

/** Characters as a person counts them: an emoji with its skin tone is one. */
export function length(text) {
  return segments ? [...segments.segment(text)].length : [...text].length;
}

/** Keeps the two places, seen and spoken, in step with the field. */
export function countDown(field, limit, seen, spoken) {
  let timer = 0;

  function words() {
    const left = limit - length(field.value.trim());
    const { one, many, overOne, overMany } = seen.dataset;
    const [single, plural] = left < 0 ? [overOne, overMany] : [one, many];
    return Math.abs(left) === 1 ? single : fill(plural, { number: Math.abs(left) });
  }

  function draw() {
    seen.textContent = words();
    seen.classList.toggle("ask__left--over", length(field.value.trim()) > limit);
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = words(); }, SPEAK_AFTER);
  }

  field.addEventListener("input", draw);
  if (field.value) draw();
}
