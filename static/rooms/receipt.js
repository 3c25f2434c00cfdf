// The receipt, said at once where the question was written, with urgent advice before all else.

/** Returns taken(answer of the server) and settled(), for when there is newer news than the receipt. */
export function receipt(place) {
  const words = place ? [...place.querySelector("[data-said]").childNodes] : [];
  const close = () => { place.hidden = true; };
  place?.querySelector("[data-close]").addEventListener("click", () => {
    close();
    document.getElementById("ask-text").focus();
  });

  function taken({ receipt: name, status_url: address, urgent }) {
    const advice = urgent && document.querySelector(`#own-${CSS.escape(name)} .own__urgent`);
    place.querySelector(".own__urgent")?.remove();
    place.classList.remove("said--urgent");
    place.querySelector("[data-said]").replaceChildren(...words.map((node) => node.cloneNode(true)));
    if (advice) place.prepend(advice.cloneNode(true));
    place.querySelector("[data-receipt]").href = address;
    place.hidden = false;
    place.focus();
  }

  /** What its asker should do now is said where it was asked, whatever is folded. */
  function called(own) {
    if (!place) return;
    place.querySelector(".own__urgent")?.remove();
    const words = own.querySelector(".own__order") ?? own.querySelector(".own__state");
    place.querySelector("[data-said]").replaceChildren(...words.cloneNode(true).childNodes);
    place.querySelector("[data-receipt]").href = own.dataset.status;
    place.classList.add("said--urgent");
    place.hidden = false;
  }

  /** Advice on urgent help stays until its reader closes it. */
  const settled = () => {
    if (place && !place.querySelector(".own__urgent") && !place.matches(".said--urgent")) close();
  };

  return { taken, settled, called };
}
