// Whether anything can be answered still; the piece that says what is going on knows.

const OVER = ["closed", "cancelled"];

export const over = () => OVER.includes(document.getElementById("chat-state")?.dataset.phase);
