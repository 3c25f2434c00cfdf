// What each key does.

import { say } from "../web/words.js";
import { assignHere } from "./assign.js";
import * as columns from "./columns.js";
import { freeze, writeNotice } from "./controls.js";
import * as pane from "./item.js";
import { showKeys } from "./keys.js";
import * as notes from "./notes.js";
import * as room from "./room.js";
import { tell } from "./told.js";

const STOPS = ".column--queue .row__link, .column--queue .aside > summary"; // of the arrows

/** The table of acts, by key. An act that returns false leaves the key to the browser. */
export function acts({ queue, order, deeds, undo, selection }) {
  const find = (selector) => pane.article().querySelector(selector);

  /** Never decides what has not been shown whole: a row that is only pointed at is opened first. */
  function shown() {
    const row = document.activeElement.closest?.(".row");
    if (row && row.id !== pane.rowId()) {
      deeds.show(row, { focus: false, byHand: true }).then(() => pane.rowId() === row.id && tell(say("opened-first"), { passing: true }));
      return false;
    }
    if (pane.isOver()) return tell(say("over"), { late: true, passing: true });
    if (pane.isTheirs()) return tell(say("theirs", { holder: pane.holder() }), { late: true, passing: true });
    return pane.readable() || (pane.rowId() && tell(say("opening"), { passing: true, brief: true }));
  }

  function approve() {
    if (selection.press("approval")) return;
    if (shown() !== true) return;
    if (pane.article().matches(".item--urgent")) return showUrgent();
    if (!pane.editing()) return find("[data-deed=approve]")?.requestSubmit();
    find(".verdicts__edit").open = true;
    tell(say("edit-open"), { late: true, passing: true });
  }

  /** The urgent come to the top by themselves: a key pressed once more in passing must not show one. */
  function showUrgent() {
    tell(say("urgent-approve"), { late: true, passing: true });
  }

  /** Selects the open item and goes on to the next. */
  function select() {
    if (shown() !== true) return;
    if (!selection.toggle(document.getElementById(pane.rowId()))) return tell(say("select-questions"), { late: true, passing: true });
    go(1);
  }

  function unfold(selector, first) {
    if (shown() !== true) return;
    const fold = find(selector);
    if (!fold) return notHere();
    for (const other of pane.article().querySelectorAll("details[open]")) other.open = other === fold;
    fold.open = true;
    const field = fold.querySelector(first) ?? fold.querySelector("summary");
    field.focus();
    field.setSelectionRange?.(field.value.length, field.value.length);
  }

  /** A verdict that asks for nothing more. */
  function send(selector) {
    if (shown() !== true) return;
    const form = find(selector);
    if (form) form.requestSubmit();
    else notHere();
  }

  function notHere() {
    tell(say("not-here"), { late: true, passing: true });
  }

  function go(by) {
    const row = order.step(by);
    if (row && row.id !== pane.rowId()) deeds.show(row, { byHand: true });
  }

  function arrow(by) {
    if (columns.isIn("room")) return room.move(by);
    const stops = [...document.querySelectorAll(STOPS)].filter((one) => one.checkVisibility());
    const at = document.activeElement.closest?.(".row")?.querySelector(".row__link") ?? document.activeElement;
    const here = stops.indexOf(at);
    if (here < 0) return false;
    stops[here + by]?.focus();
  }

  /** The reason of that number, where reasons are being asked for. */
  function reason(number) {
    const dialog = document.querySelector("dialog[open]");
    const asked = dialog ?? selection.asking() ?? (pane.isOver() ? null : [...pane.article().querySelectorAll(".verdicts details[open]")].at(-1));
    const button = [...(asked?.querySelectorAll("[data-number]") ?? [])].filter((one) => offeredBy(one) === asked)[number - 1];
    if (!button) return false;
    button.click();
    if (button.localName === "summary") button.parentElement.querySelector("[data-number]:not(summary)").focus();
  }

  /** The fold or dialog that asks for a number; what is folded once more asks for its own. */
  function offeredBy(button) {
    const within = button.localName === "summary" ? button.parentElement.parentElement : button;
    return within.closest("details, dialog");
  }

  function foldUp() {
    if (document.querySelector("dialog[open]")) return false;
    if (selection.clear()) return;
    const folds = "details[open]:not(.aside)"; // what stands aside is part of the queue
    const fold = document.activeElement.closest?.(folds) ?? document.querySelector(`.desk ${folds}`);
    const name = pane.article().querySelector(".item__name");
    if (!fold) return name.focus();
    fold.open = false;
    if (pane.isOver() && pane.article().contains(fold)) name.focus();
    else fold.querySelector("summary").focus();
  }

  return {
    j: () => go(1), k: () => go(-1),
    ArrowDown: () => arrow(1), ArrowUp: () => arrow(-1),
    a: approve,
    e: () => unfold(".verdicts__edit", "[name=text]"),
    r: () => selection.ask() || unfold(".verdicts__reject", "[data-number]"),
    d: () => unfold(".verdicts__divert", "[data-number]"),
    b: () => unfold(".verdicts__back", "[data-number]"),
    m: () => unfold(".verdicts__merge", "[data-number]"),
    x: () => unfold(".verdicts__escalate", "[data-number]"),
    o: () => (columns.isIn("room") ? assignHere() : unfold(".verdicts__assign", "[data-number]")),
    l: () => unfold(".verdicts__order", "[data-number]"),
    p: () => selection.press("parking") || send("[data-deed=park], [data-deed=put-back]"),
    v: select,
    z: () => { undo.undo(); },
    c: notes.write, s: notes.see,
    w: room.takeDownHere, n: writeNotice, f: freeze,
    g: columns.next, "/": columns.next,
    u: () => { queue.settle({ force: true }); queue.top.go(); },
    "?": showKeys, Escape: foldUp,
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [String(number), () => reason(number)])),
  };
}
