// A staff desk that is used is not idle, though nothing is sent: now and then it says so.

const EVERY = 60_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll"];

/** Sends a heartbeat on the connection each minute in which somebody touched the page. */
export function sayInUse(connection) {
  let used = true;
  for (const sign of SIGNS) addEventListener(sign, () => { used = true; }, { passive: true, capture: true });
  setInterval(() => {
    if (used && connection.tell('{"kind":"heartbeat"}')) used = false;
  }, EVERY);
}
