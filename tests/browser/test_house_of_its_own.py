"""A house that is stopped, crowded or hurried: each of these tests has one of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from foundation.clock import SetClock
from foundation.live import polling
from tests.browser.acts import ask, blocks, born, decide, own, said
from tests.browser.conftest import Chat, OpenHouse
from tests.browser.windows import Windows
from tests.house import LIVE
from tests.people import Staff, Visitor

GONE = r"ERR_(CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE)|WebSocket connection to"
CHAT = Chat(LIVE)


def show(visitor: Visitor, priya: Staff, text: str) -> str:
    asked = visitor.asked(LIVE, text)["id"]
    assert priya.approve(asked).status_code == 200
    return asked


def test_a_stopped_server_is_told_of_and_its_return_too_and_no_word_is_lost(
    open_house: OpenHouse, windows: Windows
) -> None:
    windows.forgive(GONE)
    house = open_house()
    visitor, priya = house.visitor(), house.staff("priya")
    show(visitor, priya, "Before the break")
    page = windows.open(CHAT.room)
    begun = born(page)
    expect(blocks(page)).to_have_count(1)

    house.stop()
    said(page, "Connection lost. New answers appear when it is back; what you typed is kept.")
    ask(page, "Typed into the void", name="Ali")
    expect(page.locator("[data-errors]")).to_contain_text("Your words are still in the box")
    expect(page.locator("#ask-text")).to_have_value("Typed into the void")

    house.start(house.port)
    show(visitor, priya, "While one was away")
    said(page, "Connected again. Nothing was missed.")
    expect(blocks(page)).to_have_count(2)
    expect(page.locator("#ask-text")).to_have_value("Typed into the void")
    ask(page, "Typed into the void", name="Ali")
    expect(page.locator("[data-list=own] > li")).to_have_count(1)
    expect(page.locator("#ask-text")).to_have_value("")
    assert born(page) == begun


def test_a_desk_whose_session_ended_while_the_server_was_away_says_so(
    open_house: OpenHouse, windows: Windows
) -> None:
    windows.forgive(GONE + "|status of 401")
    house = open_house()
    desk = windows.open(CHAT.desk, cookies_of=house.staff("priya"))
    expect(desk.locator("#desk [data-here]")).to_have_text("0")
    house.stop()
    said(desk, "Connection lost")
    desk.context.clear_cookies()
    house.start(house.port)
    said(desk, "You have been signed out")


def test_over_the_cap_a_page_says_so_asks_now_and_then_and_misses_nothing(
    open_house: OpenHouse, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Now and then is once a second here."""
    monkeypatch.setattr(polling, "POLITE", 1)
    windows.forgive(r"WebSocket connection to|status of (503|429)")
    house = open_house(max_sockets=10)
    visitor, priya = house.visitor(), house.staff("priya")
    watchers = [visitor.watch(LIVE) for _ in range(10)]
    for watcher in watchers:
        watcher.__enter__().until("hello")
    page = windows.open(CHAT.room)
    said(page, "this page asks for news every few seconds")
    show(visitor, priya, "Shown to all the same")
    expect(blocks(page)).to_contain_text(["Shown to all the same"])
    for watcher in watchers:
        watcher.__exit__(None, None, None)


def test_a_rejection_is_told_to_its_asker_alone_after_ten_seconds(
    open_house: OpenHouse, windows: Windows
) -> None:
    clock = SetClock(datetime.now(UTC))
    house = open_house(clock=clock)
    dana, bystander = windows.open(CHAT.room), windows.open(CHAT.room)
    priya = windows.open(CHAT.desk, cookies_of=house.staff("priya"))
    ask(dana, "Is it true what they say about number 4?")
    decide(priya, "r")
    priya.keyboard.press("3")
    expect(priya.locator("#told")).to_contain_text("The asker is told in 10 seconds")

    clock.at += timedelta(seconds=9)
    address = dana.locator("[data-list=own] a").first.get_attribute("href")
    assert address
    receipt = windows.open(address)
    for page in (dana, receipt):
        expect(own(page)).to_contain_text("Held")

    clock.at += timedelta(seconds=1)
    for page in (dana, receipt):
        expect(own(page)).to_contain_text("Not shown")
        expect(own(page)).to_contain_text("it says things that are not known to be true")
    expect(receipt.locator("#announcer")).to_contain_text("not shown")
    expect(blocks(bystander)).to_have_count(0)
