// Mine first, then nobody's, then the others': one rendering serves the panel, and each desk orders it for itself.

const { seat } = document.getElementById("panel-desk").dataset;

/** The pieces, those that wait for an answer with the order they have here. */
export function ranked(pieces) {
  for (const { dataset } of pieces) {
    if (dataset.place === "panel") dataset.order = `${rank(dataset)}-${dataset.order}`;
  }
  return pieces;
}

/** Whether a question was given to whoever sits at this desk. */
export const isMine = ({ dataset }) => Boolean(seat) && dataset.assigned === seat;

function rank({ assigned }) {
  if (!assigned) return 1;
  return assigned === seat ? 0 : 2;
}
