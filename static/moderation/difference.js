// What an edit changes, word by word: taken out and put in, beside the field while one types.

const LONGEST = 400; // words of one text that are compared

/** Keeps the difference between the asker's words and the edit in view. */
export function showDifference(form) {
  const place = form?.querySelector("[data-difference]");
  if (!place) return;
  const field = form.elements.text;
  const draw = () => {
    const parts = difference(place.dataset.original, field.value);
    place.hidden = parts.every(({ kind }) => kind === "same");
    place.replaceChildren(...parts.map(element));
  };
  field.addEventListener("input", draw);
  form.addEventListener("reset", () => setTimeout(draw));
  draw();
}

/** Runs of words that are the same, taken out or put in: [{ kind: "same" | "out" | "in", words }]. */
export function difference(before, after) {
  const old = split(before);
  const now = split(after);
  if (old.length > LONGEST || now.length > LONGEST) return [{ kind: "out", words: before }, { kind: "in", words: after }];
  const common = lengths(old, now);
  const parts = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      add(parts, "same", old[i]);
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) add(parts, "out", old[i++]);
    else add(parts, "in", now[j++]);
  }
  return parts;
}

/** How many words are common from each pair of places on. */
function lengths(old, now) {
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}

function add(parts, kind, word) {
  const last = parts.at(-1);
  if (last?.kind === kind) last.words += ` ${word}`;
  else parts.push({ kind, words: word });
}

function element({ kind, words }) {
  const made = document.createElement({ same: "span", out: "del", in: "ins" }[kind]);
  made.textContent = `${words} `;
  return made;
}

const split = (text) => text.split(/\s+/).filter(Boolean);
