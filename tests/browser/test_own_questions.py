"""One's own questions in the room: all of them stay, and what is asked of one is said where one
looks."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import ask
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.people import Staff

SIZES = [{"width": 360, "height": 740}, {"width": 1280, "height": 800}]


@pytest.fixture
def priya(staff: SignedIn) -> Staff:
    return staff("priya")


def asked(page: Page) -> str:
    """Ask one; its id."""
    ask(page, "Who broke into the shop, and when is it mended?")
    return page.locator("[data-list=own] > li").first.get_attribute("data-question") or ""


def test_each_question_one_asks_stays_in_the_list(windows: Windows, chat: Chat) -> None:
    page = windows.open(chat.room)
    for number in range(3):
        ask(page, f"Will crossing {number} move?")
        expect(page.locator("[data-list=own] > li")).to_have_count(number + 1)


@pytest.mark.parametrize("size", SIZES, ids=["on a phone", "on a screen"])
@pytest.mark.parametrize(
    ("deed", "given", "words"),
    [
        ("diversion", {"diversion": "information"}, "0800 555 111"),
        ("asking-back", {"reason": "personal-information"}, "A moderator asks for other words"),
    ],
)
def test_what_one_should_do_now_is_said_where_one_asked(
    windows: Windows, chat: Chat, priya: Staff, size: dict[str, int], deed: str,
    given: dict[str, str], words: str,
) -> None:  # fmt: skip
    page = windows.open(chat.room, viewport=size)
    item = asked(page)
    priya.post(f"/staff/questions/{item}/{deed}", version=priya.version(item), **given)
    said = page.locator("[data-asked]")
    expect(said).to_contain_text(words)
    expect(said).to_be_in_viewport()
    expect(said).not_to_contain_text("It is held until")


def test_the_receipt_takes_other_words_with_scripts_off(
    windows: Windows, chat: Chat, priya: Staff
) -> None:
    page = windows.open(chat.room)
    item = asked(page)
    address = page.locator("[data-list=own] > li").first.get_attribute("data-status") or ""
    plain = windows.open(address, java_script_enabled=False)
    plain.get_by_text("Change or take back").click()
    plain.get_by_label("Your question in other words").fill("When is the shop mended?")
    plain.get_by_role("button", name="Send the changed words").click()
    expect(plain.locator(".own__words")).to_have_text("When is the shop mended?")
    assert "When is the shop mended?" in priya.pane(item).text
