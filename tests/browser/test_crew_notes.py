"""Notes among the crew, by key: left at one desk, standing out at the other, seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import questions, read
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return questions(house.visitor(), chat.slug, "Will the crossing move?")


def test_c_leaves_a_note_and_s_says_that_it_was_seen(
    desk: Page, asked: list[str], chat: Chat, windows: Windows, staff: SignedIn
) -> None:
    sams = windows.open(chat.desk, cookies_of=staff("sam"))
    expect(sams.locator("#crew")).to_be_hidden()
    read(desk)
    desk.keyboard.press("c")
    expect(desk.locator("#crew-note-text")).to_be_focused()
    desk.keyboard.type("Ask the council first.")
    desk.get_by_label("About the open item, from Dana").check()
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#told")).to_contain_text("The crew of this desk has your note.")
    desk.locator("#crew summary").click()  # one's own is nothing new
    expect(desk.get_by_role("button", name="Take back your note")).to_be_visible()
    expect(desk.locator(".note__see")).to_be_hidden()

    expect(sams.locator(".note__text")).to_have_text("Ask the council first.")
    expect(sams.locator("#crew .crew__count")).to_have_text("1 new note")
    sams.reload()
    sams.locator(".note__head a").click()
    expect(sams.locator(".item__notes")).to_contain_text("Ask the council first.")
    expect(sams.locator("[data-away]")).to_be_visible()
    read(sams, asked[0])
    sams.keyboard.press("s")
    expect(sams.locator("#crew .crew__count")).to_be_empty()
    expect(sams.locator(".note__see")).to_be_hidden()
    expect(sams.locator("#item-name")).to_be_focused()
    expect(desk.locator(".note__seen")).to_contain_text("Seen by Sam Doyle")

    desk.get_by_role("button", name="Take back your note").click()
    expect(desk.locator("#crew")).to_be_hidden()
    expect(sams.locator(".note")).to_have_count(0)


def test_c_is_answered_on_a_narrow_screen_too_or_the_note_would_be_keys(
    windows: Windows, staff: SignedIn, chat: Chat, asked: list[str]
) -> None:
    narrow = {"width": 360, "height": 800}
    desk = windows.open(chat.desk, cookies_of=staff("priya"), viewport=narrow)
    desk.locator("[data-tab=item]").click()
    read(desk, asked[0])
    desk.keyboard.press("c")
    expect(desk.locator("#crew-note-text")).to_be_focused()
