// Ages and countdowns that tick in place, by the server's clock, without moving what stands around them.

const ahead = new Intl.RelativeTimeFormat(document.documentElement.lang || "en-GB", { numeric: "always" });
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

/** "in 2 days", "in 25 minutes", "in 40 seconds". */
export function until(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 90) return ahead.format(seconds, "second");
  if (seconds < 5400) return ahead.format(Math.round(seconds / 60), "minute");
  if (seconds < 129_600) return ahead.format(Math.round(seconds / 3600), "hour");
  return ahead.format(Math.round(seconds / 86_400), "day");
}

/** Writes every age and countdown inside the element anew; touches only those that changed. */
export function tick(within = document) {
  for (const time of within.querySelectorAll("time[data-age], time[data-until]")) {
    const at = Date.parse(time.dateTime);
    const words = "age" in time.dataset ? age(now() - at) : until(at - now());
    if (time.textContent !== words) time.textContent = words;
  }
}

const rendered = document.querySelector("[data-now]");
if (rendered) setClock(rendered.dataset.now);
setInterval(() => document.hidden || tick(), 1000);
document.addEventListener("visibilitychange", () => document.hidden || tick());
tick();
