// The receipt, said at once where the question was written, with urgent advice before all else.

/** Returns what is called with the server's answer to a question it has taken. */
export function receipt(place) {
  return ({ receipt: name, status_url: address, urgent }) => {
    const advice = urgent && document.querySelector(`#own-${CSS.escape(name)} .own__urgent`);
    place.querySelector(".own__urgent")?.remove();
    if (advice) place.prepend(advice.cloneNode(true));
    place.querySelector("[data-receipt]").href = address;
    place.hidden = false;
    place.focus();
  };
}
