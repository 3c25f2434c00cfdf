// Which item is open at this desk: said to the others, kept by heartbeats, let go of by silence.

const EVERY = 10_000;
const AWAY = 120_000; // milliseconds without a touch, then the item is left to the others
const PASSED_OVER = 150; // milliseconds: what is left sooner was only passed on the way to another
const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll"];

/** tell(words) sends on the desk's socket and says whether they went out. */
export function leasing(tell) {
  let open = "";
  let timer = 0; // of an item the others have not been told of
  let touched = performance.now();
  for (const sign of SIGNS) addEventListener(sign, touch, { passive: true, capture: true });
  setInterval(beat, EVERY);

  /** An item is open here now, unless it is somebody else's. */
  function claim(id) {
    if (open === id) return;
    release();
    open = id;
    touched = performance.now();
    timer = setTimeout(told, PASSED_OVER);
  }

  function told() {
    timer = 0;
    say("claim");
  }

  /** Nothing is open here. */
  function release() {
    if (open && !timer) say("release");
    lost();
  }

  /** The item is gone, or somebody else's now. */
  function lost() {
    clearTimeout(timer);
    timer = 0;
    open = "";
  }

  /** The connection is back: what the others were told may have run out. */
  function again() {
    if (open && !timer && here()) say("claim");
  }

  function beat() {
    if (open && !timer && here()) say("heartbeat");
  }

  function touch() {
    const was = here();
    touched = performance.now();
    if (!was) again();
  }

  const here = () => performance.now() - touched < AWAY;
  const say = (kind) => tell(JSON.stringify({ kind, id: open }));
  return { claim, release, again, lost, holds: (id) => open === id };
}
