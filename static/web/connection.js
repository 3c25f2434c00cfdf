// Says in one place, in words, whether the page is being kept up to date.

const PATIENCE = 1500; // shorter breaks are mended before anybody need know

/**
 * Words live in the element's data-lost, data-regained, data-polling (and data-ended), so that
 * they go through the catalogue. The element is a status region that is empty at first. Returns the function to give the state to.
 */
export function inWords(element) {
  let said = "live";
  let timer = 0;
  return (state) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(state), state === "lost" ? PATIENCE : 0);
  };

  function say(state) {
    if (state === said) return;
    said = state;
    element.dataset.state = state;
    element.textContent = element.dataset[state === "live" ? "regained" : state];
    if (state === "live") timer = setTimeout(() => { element.textContent = ""; }, 8000);
  }
}
