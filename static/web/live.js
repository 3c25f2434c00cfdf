// Follows a chat: socket first, resumed where it broke off; a polite poll where sockets do not pass.

import { keepOpen, pause } from "./socket.js";

const FAILURES = 3; // then poll
const FULL = 1013; // the server has no room for another socket
const ENDED = 4401; // the session behind the socket was ended
const SIGN_IN = 401; // what a poll is told then; a refused handshake tells a script nothing
const TRY_SOCKET_AGAIN = 60_000;
const SILENCE = 25_000; // who is here is said every five seconds

/**
 * Follows the stream named by the element's data-live, data-epoch and data-seq; polls data-events
 * where it has one and sockets do not pass.
 * heard(frame) gets each new frame once, in order, snapshots and passing remarks too.
 * state(word) gets "live", "lost", "polling" or "ended" (sign in again) whenever it changes.
 */
export function follow(element, { heard, state = () => {} }) {
  const { live, events, epoch } = element.dataset;
  let seq = Number(element.dataset.seq);
  let now = "";
  let polling = 0; // the timer of the next poll
  let reached = false; // by the last poll
  let misses = 0;
  const place = () => `epoch=${encodeURIComponent(epoch)}&after=${seq}`;
  const connection = keepOpen(() => `${live}?${place()}`, { heard: take, lost, silence: SILENCE });

  function take(frame) {
    say("live");
    stopPolling();
    accept(frame);
  }

  function accept(frame) {
    if (frame.kind === "hello") return renewed(frame.epoch);
    if (frame.kind !== "snapshot" && frame.seq !== undefined && frame.seq <= seq) return;
    if (frame.seq !== undefined) seq = frame.seq;
    heard(frame);
  }

  function renewed(theirs) {
    // Another epoch: the numbers we know mean nothing now. Drafts keep what was typed.
    if (String(theirs) !== epoch) location.reload();
  }

  function lost({ failures, code }) {
    if (code === ENDED) return ended();
    if (polling) {
      setTimeout(connection.again, TRY_SOCKET_AGAIN);
      return false;
    }
    say("lost");
    if (!events || (failures < FAILURES && code !== FULL)) return true;
    polling = setTimeout(poll, pause(failures));
    return false;
  }

  async function poll() {
    const question = fetch(`${events}?${place()}`, { headers: { Accept: "application/json" } });
    const wait = await question.then(caughtUp).catch(unreached);
    if (polling) polling = setTimeout(poll, wait * 1000 * (0.9 + Math.random() * 0.2));
  }

  async function caughtUp(answer) {
    if (!answer.ok) throw answer;
    const news = await answer.json();
    // The server was away for everybody, or it is only sockets that do not pass: try one and see.
    if (reached) say("polling");
    else connection.again();
    reached = true;
    misses = 0;
    renewed(news.epoch);
    news.frames.forEach(accept);
    seq = Math.max(seq, news.seq); // numbers the public does not hear of are passed over
    return news.wait;
  }

  function ended() {
    connection.stop();
    stopPolling();
    say("ended");
    return false;
  }

  function unreached(answer) {
    if (answer.status === SIGN_IN) return ended();
    reached = false;
    misses += 1;
    say("lost");
    return Number(answer.headers?.get("Retry-After")) || pause(misses + 2) / 1000;
  }

  function stopPolling() {
    clearTimeout(polling);
    polling = 0;
    reached = false;
  }

  function say(word) {
    if (word !== now) state(now = word);
  }

  return { tell: connection.tell, stop: () => { connection.stop(); stopPolling(); } };
}
