// Ages and countdowns that tick in place, by the server's clock, without moving what stands around them.

const language = document.documentElement.lang || "en-GB";
const ahead = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const tomorrow = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const england = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "numeric", day: "numeric" });
let skew = 0; // milliseconds the server's clock is ahead of this one

/** Sets the clock by a moment the server has just named (RFC 3339). */
export function setClock(stamp) {
  const theirs = Date.parse(stamp);
  if (!Number.isNaN(theirs)) skew = theirs - Date.now();
}

/** Milliseconds since 1970 by the server's clock. */
export function now() {
  return Date.now() + skew;
}

/** "0:48", "12:05", "1:02:10": how long ago. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "in 2 days", "tomorrow", "in 25 minutes", "in 40 seconds": the same words as foundation/clock.py counts them. */
export function until(at, from = now()) {
  const seconds = Math.max(0, Math.round((at - from) / 1000));
  if (seconds < 90) return ahead.format(seconds, "second");
  if (seconds < 5400) return ahead.format(Math.round(seconds / 60), "minute");
  const days = dayOf(at) - dayOf(from);
  if (days === 0 || (days === 1 && seconds < 43_200)) return ahead.format(Math.round(seconds / 3600), "hour");
  return (days === 1 ? tomorrow : ahead).format(days, "day");
}

/** The number of the day on the calendar in England, whatever the clocks do there and wherever this browser is. */
function dayOf(at) {
  const { year, month, day } = Object.fromEntries(england.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Writes every age and countdown inside the element anew, and shows what has its hour; touches only those that changed. */
export function tick(within = document) {
  for (const time of within.querySelectorAll("time[data-age], time[data-until]")) {
    const at = Date.parse(time.dateTime);
    const words = "age" in time.dataset ? age(now() - at) : until(at);
    if (time.textContent !== words) time.textContent = words;
  }
  for (const part of within.querySelectorAll("[data-from], [data-before]")) {
    const { from, before } = part.dataset;
    const hidden = from ? now() < Date.parse(from) : now() >= Date.parse(before);
    if (part.hidden !== hidden) part.hidden = hidden;
  }
}

const rendered = document.querySelector("[data-now]");
if (rendered) setClock(rendered.dataset.now);
setInterval(() => document.hidden || tick(), 1000);
document.addEventListener("visibilitychange", () => document.hidden || tick());
tick();
