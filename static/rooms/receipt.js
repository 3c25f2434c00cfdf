// The receipt, said at once where the question was written, with urgent advice before all else.

/** Returns taken(answer of the server) and settled(), for when there is newer news than the receipt. */
export function receipt(place) {
  const close = () => { place.hidden = true; };
  place?.querySelector("[data-close]").addEventListener("click", () => {
    close();
    document.getElementById("ask-text").focus();
  });

  function taken({ receipt: name, status_url: address, urgent }) {
    const advice = urgent && document.querySelector(`#own-${CSS.escape(name)} .own__urgent`);
    place.querySelector(".own__urgent")?.remove();
    if (advice) place.prepend(advice.cloneNode(true));
    place.querySelector("[data-receipt]").href = address;
    place.hidden = false;
    place.focus();
  }

  /** Advice on urgent help stays until its reader closes it. */
  const settled = () => {
    if (place && !place.querySelector(".own__urgent")) close();
  };

  return { taken, settled };
}
