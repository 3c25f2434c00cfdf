// A socket that comes back by itself, after jittered pauses of half a second to fifteen.

const SHORTEST = 500;
const LONGEST = 15_000;

/** Milliseconds to wait before attempt n (from 1), spread so that a crowd does not return at once. */
export function pause(attempt) {
  const most = Math.min(LONGEST, SHORTEST * 2 ** (attempt - 1));
  return most / 2 + Math.random() * (most / 2);
}

/**
 * Keeps a socket to address() open. Calls heard(frame) for each frame and
 * lost({ refused, failures, code }) after each end; a lost that returns false ends the trying
 * until again() is called. With `silence` a socket that says nothing for so many milliseconds is
 * taken for dead; only for sockets that are sent remarks more often than that.
 */
export function keepOpen(address, { heard, lost = () => true, silence = 0 }) {
  let socket = null;
  let failures = 0;
  let timer = 0;
  let quiet = 0;
  let over = false;

  function open() {
    clearTimeout(timer);
    let welcomed = false;
    const mine = socket = new WebSocket(absolute(address()));
    mine.onopen = () => { welcomed = true; };
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      failures = 0;
      clearTimeout(quiet);
      if (silence) quiet = setTimeout(drop, silence);
      heard(JSON.parse(data));
    };
    mine.onclose = ({ code }) => {
      if (socket === mine) ended({ refused: !welcomed, code });
    };
  }

  function ended({ refused, code }) {
    rest();
    failures += 1;
    if (lost({ refused, failures, code }) !== false) timer = setTimeout(open, pause(failures));
  }

  /** A half-open socket never says goodbye: stop listening to it rather than wait for its close. */
  function drop() {
    if (socket) ended({ refused: false, code: 1006 });
  }

  function rest() {
    clearTimeout(timer);
    clearTimeout(quiet);
    const old = socket;
    socket = null;
    old?.close();
  }

  function again() {
    if (!over && !socket) open();
  }

  addEventListener("offline", drop);
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.hidden || again());
  addEventListener("pagehide", rest);
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  open();
  /** Whether the words went out; nothing is kept for later. */
  function tell(words) {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(words);
    return true;
  }

  /** What the address leads to has changed. */
  function renew() {
    rest();
    open();
  }

  return { again, renew, tell, stop: () => { over = true; rest(); } };
}

function absolute(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
