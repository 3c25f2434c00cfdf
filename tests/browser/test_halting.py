"""A halted room in the windows of those who are in it: frozen, paused, closing, left by the last
moderator."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import ask, blocks, decide, questions, read, told
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House

TEXTS = ("When are the bins emptied?", "Who patrols the park?")


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return questions(house.visitor(), chat.slug, *TEXTS)


def state(page: Page):
    return page.locator("#chat-state")


def test_f_freezes_the_room_for_everybody_and_again_lets_it_carry_on(
    desk: Page, asked: list[str], windows: Windows, chat: Chat
) -> None:
    windows.forgive("status of 409")
    room = windows.open(chat.room)
    read(desk, asked[0])
    desk.keyboard.press("f")
    expect(told(desk)).to_contain_text("Frozen")
    expect(state(room)).to_contain_text("nothing new is shown for now")
    decide(desk, "a", asked[0])
    expect(told(desk)).to_contain_text("The room is frozen")
    expect(blocks(room)).to_have_count(0)
    expect(desk.get_by_role("button", name="Carry on")).to_be_visible()
    desk.keyboard.press("f")
    expect(state(room)).to_contain_text("Live now")
    read(desk)
    desk.keyboard.press("a")
    expect(blocks(room)).to_have_count(1)


def test_a_pause_says_why_and_keeps_what_is_typed(
    desk: Page, asked: list[str], windows: Windows, chat: Chat
) -> None:
    room = windows.open(chat.room)
    room.locator("#ask-text").fill("Will the crossing move?")
    desk.locator(".fold--pause summary").click()
    desk.get_by_label("Pause, and tell the public why").fill("Fire alarm: back at half past.")
    desk.get_by_role("button", name="Pause the chat").click()
    expect(state(room)).to_contain_text("Fire alarm: back at half past.")
    expect(room.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    expect(room.get_by_text("Anything you have typed is kept.")).to_be_visible()
    expect(room.locator("#ask-text")).to_have_value("Will the crossing move?")
    desk.get_by_role("button", name="Carry on").click()
    expect(room.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    ask(room, "Will the crossing move?")
    expect(room.locator("[data-list=own] > li")).to_have_count(1)


def test_a_closing_room_takes_nothing_and_finishes_what_waits(
    desk: Page, asked: list[str], windows: Windows, chat: Chat
) -> None:
    room = windows.open(chat.room)
    desk.locator(".fold--close summary").click()
    desk.get_by_label("Yes, take no more questions").check()
    desk.get_by_role("button", name="Close to new questions").click()
    expect(state(room)).to_contain_text("Closing")
    expect(room.locator("#ask-text")).to_be_hidden()
    decide(desk, "a")
    expect(blocks(room)).to_have_count(1)


def test_a_room_whose_last_moderator_has_gone_says_so_until_one_is_back(
    house: House, windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    room = windows.open(chat.room)
    desk = windows.open(chat.desk, cookies_of=staff("priya"))
    expect(desk.locator("#item-name")).to_be_visible()
    desk.wait_for_function("() => document.documentElement.dataset.keys === 'on'")
    house.count_present()
    desk.goto(chat.room)
    expect(state(room)).to_contain_text("Live now")
    while house.app.state.ground.hub.counts("desk"):
        continue  # the server has yet to hear that she left
    house.count_present(later=16)
    expect(state(room)).to_contain_text("no moderator is here just now")
    windows.open(chat.desk, cookies_of=staff("sam"))
    expect(state(room)).to_contain_text("Live now", timeout=15_000)
