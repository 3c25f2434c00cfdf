// What is urgent stands at the top of the queue. When one comes the top is brought into sight, unless the
// moderator has scrolled away from it; how many then stand above what is to be seen is said in the head.

export function keepTop(list, { changed }) {
  let byHand = false; // scrolled by the moderator, not by the desk
  let asked = 0;

  list.addEventListener("wheel", scrolled, { passive: true });
  list.addEventListener("touchmove", scrolled, { passive: true });
  list.addEventListener("pointerdown", (event) => event.target === list && scrolled()); // its scroll bar
  list.addEventListener("scroll", () => { asked ||= requestAnimationFrame(moved); }, { passive: true });

  function scrolled() {
    byHand = true;
  }

  function moved() {
    asked = 0;
    if (list.querySelector(":scope > .row--urgent")) changed();
  }

  /** An urgent row has come. */
  function bring() {
    if (!byHand || list.scrollTop === 0) go();
  }

  function go() {
    follow();
    list.scrollTop = 0;
  }

  /** The desk itself moves the list from here on. */
  function follow() {
    byHand = false;
  }

  /** How many urgent rows stand above what is to be seen. */
  function above() {
    if (list.scrollTop === 0) return 0;
    const from = list.scrollTop + list.firstElementChild.offsetTop;
    const urgent = [...list.querySelectorAll(":scope > .row--urgent:not(.row--ghost, .row--pending)")];
    return urgent.filter((row) => row.offsetTop + row.offsetHeight / 2 < from).length;
  }

  return { bring, go, follow, above };
}
