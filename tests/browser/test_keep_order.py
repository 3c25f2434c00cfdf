"""Keeping order by key: the asker is told where they write, the item stays, and Z takes it back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import decide, questions, told
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Visitor


@pytest.fixture
def mallory(house: House) -> Visitor:
    return house.visitor("Mallory")


@pytest.fixture
def asked(mallory: Visitor, chat: Chat) -> list[str]:
    return questions(mallory, chat.slug, "Why are you all useless?", "And the bins?")


def test_l_and_a_number_warn_the_asker_where_they_write(
    desk: Page, asked: list[str], windows: Windows, chat: Chat, mallory: Visitor
) -> None:
    room = windows.open(chat.room, cookies_of=mallory)
    expect(room.locator("[data-list=own] > li")).to_have_count(2)
    decide(desk, "l", asked[0])
    desk.keyboard.press("1")
    expect(told(desk)).to_contain_text("Warned: Mallory.")
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[0])
    expect(desk.locator("#asker")).to_contain_text("Warned: abusive words.")
    expect(room.locator("[data-asked]")).to_contain_text("A moderator warns you")
    desk.keyboard.press("z")
    expect(told(desk)).to_contain_text("Taken back: what was last decided about Mallory")
    expect(desk.locator("#asker")).to_contain_text("Lifted by Priya Shah")
    for words in ("Trusted in this chat: Mallory.", "No longer trusted: Mallory."):
        seventh = desk.locator("#keep-trust").inner_html()
        decide(desk, "l", asked[0])
        desk.keyboard.press("7")
        expect(told(desk)).to_contain_text(words)
        expect(desk.locator("#keep-trust")).not_to_have_js_property("innerHTML", seventh)


def test_a_ban_asks_once_more_and_whoever_is_banned_is_told_what_they_can_do(
    desk: Page, asked: list[str], windows: Windows, chat: Chat, mallory: Visitor, staff: SignedIn
) -> None:
    room = windows.open(chat.room, cookies_of=mallory)
    room.locator("#ask-text").fill("Hello?")
    decide(desk, "l", asked[0])
    desk.keyboard.press("5")
    expect(desk.get_by_role("button", name="A week")).to_be_focused()
    desk.keyboard.press("1")
    expect(told(desk)).to_contain_text("Banned: Mallory.")
    windows.forgive("status of 403")
    room.locator("#ask").get_by_role("button", name="Ask", exact=True).click()
    refusal = room.locator("[data-errors]")
    expect(refusal).to_contain_text("A moderator has banned you from this room")
    expect(room.locator("#ask-text")).to_have_value("Hello?")
    refusal.get_by_role("link", name="Appeal").click()
    room.get_by_label("Why should the ban be lifted?").fill("It was my brother.")
    room.get_by_role("button", name="Send the appeal").click()
    expect(room.locator("main")).to_contain_text("It has reached us.")
    bans = windows.open("/staff/bans", cookies_of=staff("sam"))
    bans.get_by_label("What the asker reads, in a sentence").fill("Granted.")
    bans.get_by_role("button", name="Lift the ban").click()
    expect(bans.locator("main")).to_contain_text("Lifted on appeal")
