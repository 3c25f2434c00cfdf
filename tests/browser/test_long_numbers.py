"""The number of a question keeps its distance from the name, also on a busy evening's hundreds."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from chat.rooms.models import Question
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House

PHONE = {"width": 360, "height": 740}
APART = 4  # pixels: about a space
MEASURED = """(block) => {
  const box = (selector) => block.querySelector(selector).getBoundingClientRect();
  const { left } = box(".talk__name");
  const words = document.createRange();
  words.selectNodeContents(block.querySelector(".talk__mark [aria-hidden]"));
  return [left - words.getBoundingClientRect().right, left - block.getBoundingClientRect().left];
}"""


@pytest.fixture
def numbered(house: House, chat: Chat, staff: SignedIn) -> Chat:
    """A room with Q44 and Q145."""
    flo, priya = house.visitor("Flo"), staff("priya")
    for number in (44, 144):
        asked = flo.asked(chat.slug, f"Will crossing {number} move?")["id"]
        assert priya.approve(asked).status_code == 200
        house.do(renumber(house, asked, number + (number > 100)))
    return chat


async def renumber(house: House, question: str, number: int) -> None:
    async with house.database.writing() as session:
        await session.execute(update(Question).where(Question.id == question).values(number=number))


def measured(page: Page, selector: str) -> list[list[float]]:
    expect(page.locator(selector)).to_have_count(2)
    return page.locator(selector).evaluate_all(f"(blocks) => blocks.map({MEASURED})")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 720}], ids=["phone", "screen"])
@pytest.mark.parametrize("where", ["room", "desk", "panel"])
def test_three_digits_do_not_run_into_the_name(
    windows: Windows, staff: SignedIn, numbered: Chat, size: dict[str, int], where: str
) -> None:
    who = {"room": None, "desk": staff("priya"), "panel": staff("cole")}[where]
    page = windows.open(getattr(numbered, where), cookies_of=who, viewport=size)
    if where == "desk" and size is PHONE:
        page.locator("[data-tab=room]").click()
    listed = "[data-list=panel] > li" if where == "panel" else "[data-list=room] > li"
    print(where, size, found := measured(page, listed))
    assert min(gap for gap, _ in found) >= APART
    assert found[0][1] <= found[1][1]
