"""By keyboard alone a moderator clears a full queue, with hardly more keys than decisions."""

import time
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import decide, told, waiting
from tests.browser.conftest import Chat
from tests.conftest import Rows
from tests.house import House

ITEMS = {"quick": 10, "full": 100, "soak": 100}  # one in ten is rejected
KEYS = {"approve": 1.1, "reject": 3.0}  # a decision may take so many, on the average
WITHIN = {"quick": 60, "full": 300, "soak": 300}  # seconds, on a machine with much else to do
PRESSED = """() => {
  window.pressed = {};
  addEventListener("keydown", ({ isTrusted }) => {
    const { item } = document.getElementById("item").dataset;
    if (isTrusted) window.pressed[item] = (window.pressed[item] ?? 0) + 1;
  }, { capture: true });
}"""


@pytest.fixture
def asked(house: House, chat: Chat, tier: str) -> list[str]:
    texts = (f"When will bin {n} be emptied?" for n in range(ITEMS[tier]))
    return [house.visitor().asked(chat.slug, text)["id"] for text in texts]


def test_a_moderator_clears_the_queue_by_keyboard_alone(
    desk: Page, asked: list[str], tier: str, rows: Rows,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    desk.evaluate(PRESSED)
    verdicts = ["reject" if number % 10 == 9 else "approve" for number in range(len(asked))]
    began = time.monotonic()
    for item, verdict in zip(asked, verdicts, strict=True):
        decide(desk, "a" if verdict == "approve" else "r", item)
        if verdict == "reject":
            desk.keyboard.press("4")
        assert time.monotonic() - began < WITHIN[tier], "it takes too long"
    expect(desk.locator("#item")).to_contain_text("Nothing to decide")
    expect(waiting(desk)).to_have_count(0)
    expect(told(desk)).to_contain_text("Rejected: Dana.")

    pressed, keys = desk.evaluate("window.pressed"), Counter()
    for item, verdict in zip(asked, verdicts, strict=True):
        keys[verdict] += pressed.get(item, 0)
    each = {verdict: keys[verdict] / verdicts.count(verdict) for verdict in KEYS}
    words = ", ".join(f"{figure:.2f} keys to {verdict}" for verdict, figure in each.items())
    print(f"\n{len(asked)} items: {words}")
    record_property("keys", words)
    assert all(each[verdict] <= most for verdict, most in KEYS.items())
    assert sum(pressed.values()) == sum(keys.values()), "keys were pressed over something else"
    decided = rows("SELECT about, verdict FROM decisions ORDER BY id")
    mine = {item: verdict for item, verdict in decided if item in asked}
    assert mine == dict(zip(asked, verdicts, strict=True))
