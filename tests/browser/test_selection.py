"""Several items at once, by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import blocks, decide, questions, read, told, waiting
from tests.browser.conftest import Chat
from tests.house import House

TEXTS = [f"Will lamp {n} be mended?" for n in range(4)]


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    return [one for text in TEXTS for one in questions(house.visitor(), chat.slug, text)]


def test_v_selects_and_one_key_then_decides_on_all(desk: Page, asked: list[str]) -> None:
    for one in asked[:3]:
        decide(desk, "v", one)
    expect(desk.locator("#selection")).to_contain_text("3 selected")
    expect(desk.locator(".verdicts")).to_contain_text("A, P and R act on the 3 selected")
    approve = desk.locator("#item").get_by_role("button", name="Approve")
    expect(approve).to_have_text("Approve", use_inner_text=True)
    read(desk, asked[3])
    desk.keyboard.press("a")
    expect(told(desk)).to_contain_text("Approved: 3.")
    expect(waiting(desk)).to_have_count(1)
    expect(blocks(desk)).to_have_count(3)
    expect(desk.locator("#selection")).to_be_hidden()
    expect(approve).to_have_text("Approve A", use_inner_text=True)


def test_a_reason_is_asked_for_all_and_escape_lets_go(desk: Page, asked: list[str]) -> None:
    for one in asked[:2]:
        decide(desk, "v", one)
    desk.keyboard.press("Escape")
    expect(desk.locator("#selection")).to_be_hidden()
    decide(desk, "v", asked[2])
    read(desk, asked[3])
    desk.keyboard.press("r")
    desk.keyboard.press("6")
    expect(told(desk)).to_contain_text("Rejected: 1.")
    expect(desk.locator("#item-name")).to_be_focused()
    expect(waiting(desk)).to_have_count(3)
    desk.keyboard.press("z")
    expect(waiting(desk)).to_have_count(4)


def test_a_key_pressed_once_more_does_not_decide_on_the_open_item(
    desk: Page, asked: list[str]
) -> None:
    for one in asked[:2]:
        decide(desk, "v", one)
    read(desk, asked[2])
    desk.keyboard.press("a")
    desk.keyboard.press("a")
    expect(told(desk)).to_contain_text("Approved: 2.")
    expect(waiting(desk)).to_have_count(2)
    expect(blocks(desk)).to_have_count(2)
