// A question has waited too long: said above the queue and in the title; a sound and a notification by choice.

import { alert } from "../web/tally.js";
import { say } from "../web/words.js";

const AGAIN = 60_000; // milliseconds until the sound repeats, while one still waits
const strip = document.getElementById("alarm");
const sound = choice("alarm-sound");
const note = choice("alarm-note");
let rung = 0;

/** How many wait too long now, and longer than what ("3:00"). */
export function alarm(count, longest) {
  const words = count === 0 ? "" : say("overdue", { count, longest });
  if (strip.textContent !== words) strip.textContent = words;
  alert(count > 0);
  if (count === 0) rung = 0;
  else if (!rung || performance.now() - rung > AGAIN) ring(say("overdue-whole", { count, longest }));
}

function ring(words) {
  rung = performance.now();
  if (sound.checked) beep();
  if (note.checked && document.hidden && globalThis.Notification?.permission === "granted") new Notification(words);
}

/** Two short notes: nothing has to be fetched for them. */
function beep() {
  const place = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.18, 880]]) {
    const tone = place.createOscillator();
    const volume = place.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, place.currentTime + at);
    volume.gain.linearRampToValueAtTime(0, place.currentTime + at + 0.15);
    tone.connect(volume).connect(place.destination);
    tone.start(place.currentTime + at);
    tone.stop(place.currentTime + at + 0.16);
  }
  setTimeout(() => place.close(), 1000);
}

/** A choice of this computer's, kept from one evening to the next. */
function choice(id) {
  const box = document.getElementById(id);
  try {
    box.checked = localStorage.getItem(`webchat.${id}`) === "on";
  } catch { /* storage can be forbidden: it is then off each time */ }
  box.addEventListener("change", () => {
    if (box.checked && id === "alarm-note") Notification.requestPermission().then((answer) => { box.checked = answer === "granted"; keep(box); });
    if (box.checked && id === "alarm-sound") beep();
    keep(box);
  });
  return box;
}

function keep(box) {
  try {
    localStorage.setItem(`webchat.${box.id}`, box.checked ? "on" : "off");
  } catch { /* then the choice holds for this page */ }
}
