"""What is not let through as it came, by key: parked, diverted, asked back, merged, handed on; and
who has what open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import blocks, decide, own, questions, read, told, waiting
from tests.browser.conftest import Chat, SignedIn
from tests.browser.windows import Windows
from tests.house import House
from tests.people import Visitor

TEXTS = (
    "When are the bins on North Street emptied?",
    "Who patrols the park at night?",
    "The bins on North Street: when are they emptied at last?",
)


@pytest.fixture
def dana(house: House) -> Visitor:
    return house.visitor()


@pytest.fixture
def asked(dana: Visitor, chat: Chat) -> list[str]:
    return questions(dana, chat.slug, *TEXTS)


def keys(desk: Page, *pressed: str) -> None:
    for key in pressed:
        desk.keyboard.press(key)


def test_p_leaves_it_to_a_second_person_and_z_takes_that_back(desk: Page, asked: list[str]) -> None:
    decide(desk, "p", asked[0])
    expect(told(desk)).to_contain_text("Parked: Dana. A second person decides.")
    parked = desk.locator("[data-list=queue-parked] > .row")
    expect(parked).to_have_id(f"h-{asked[0]}")
    expect(waiting(desk)).to_have_count(2)
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[1])
    keys(desk, "z")
    expect(waiting(desk)).to_have_count(3)
    expect(parked).to_have_count(0)


def test_who_parked_it_cannot_approve_it_and_somebody_else_can(
    desk: Page, asked: list[str], windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    decide(desk, "p", asked[0])
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[1])
    windows.forgive("status of 409")
    desk.locator(".aside summary", has_text="Parked").click()
    desk.locator(f"#h-{asked[0]} a").click()
    expect(desk.locator(".item__doubt")).to_contain_text("You parked this")
    decide(desk, "a", asked[0])
    expect(told(desk)).to_contain_text("somebody else must let it through")
    read(desk, asked[0])  # it is still hers to leave out
    keys(desk, "j")
    read(desk, asked[1])
    other = windows.open(f"{chat.desk}?item={asked[0]}", cookies_of=staff("sam"))
    decide(other, "a", asked[0])
    expect(blocks(other)).to_contain_text([TEXTS[0]])


def test_d_and_a_number_divert_and_the_asker_is_told_within_two_seconds(
    desk: Page, asked: list[str], windows: Windows, chat: Chat, dana: Visitor
) -> None:
    page = windows.open(chat.room, cookies_of=dana)
    expect(page.locator("[data-list=own] > li")).to_have_count(3)
    decide(desk, "d", asked[0])
    keys(desk, "4")
    mine = page.locator(f"[data-question='{asked[0]}']")
    expect(mine).to_contain_text("0800 555 111", timeout=2_000, use_inner_text=False)
    expect(told(desk)).to_contain_text("Diverted: Dana. Knows of a crime")
    keys(desk, "z")
    expect(told(desk)).to_contain_text("cannot be undone")
    expect(blocks(desk)).to_have_count(0)


def test_b_asks_for_other_words_which_come_back_to_their_place(
    desk: Page, asked: list[str], windows: Windows, dana: Visitor, chat: Chat
) -> None:
    decide(desk, "b", asked[0])
    keys(desk, "1")
    expect(told(desk)).to_contain_text("keeps the place")
    room = windows.open(chat.room, cookies_of=dana)
    page = windows.open(room.locator("[data-list=own] > li").last.get_attribute("data-status"))
    expect(own(page)).to_contain_text("A moderator asks for other words")
    page.get_by_text("Put it in other words").click()
    page.get_by_label("Your question in other words").fill("When are my street's bins emptied?")
    page.get_by_role("button", name="Send the changed words").click()
    expect(own(page)).to_contain_text("Held")
    expect(waiting(desk).first).to_have_id(f"h-{asked[0]}")
    expect(waiting(desk).first).to_contain_text("my street's bins")


def test_m_and_a_number_merge_what_asks_the_same(desk: Page, asked: list[str]) -> None:
    decide(desk, "j", asked[0])
    decide(desk, "j", asked[1])
    decide(desk, "m", asked[2])
    expect(desk.locator(".verdicts__merge [data-number]")).to_contain_text([TEXTS[0]])
    keys(desk, "1")
    expect(told(desk)).to_contain_text("Merged: Dana")
    expect(waiting(desk)).to_have_count(2)
    keys(desk, "z")
    expect(waiting(desk)).to_have_count(3)


def test_x_hands_on_with_a_clock(desk: Page, asked: list[str]) -> None:
    decide(desk, "x", asked[0])
    keys(desk, "2")
    expect(told(desk)).to_contain_text("Handed on: Dana.")
    expect(desk.locator("[data-list=queue-escalated] .row__due")).to_contain_text("due")


def test_o_and_a_number_give_it_to_one_of_the_panel_before_and_after_it_is_shown(
    desk: Page, asked: list[str]
) -> None:
    decide(desk, "o", asked[0])
    keys(desk, "1")
    expect(told(desk)).to_contain_text("For Sgt Cole: Dana.")
    expect(desk.locator(".item__for")).to_contain_text("For Sgt Cole")
    decide(desk, "a", asked[0])
    given = desk.locator("[data-list=assigned] > li")
    expect(given).to_have_text("Q1 Sgt Cole")
    keys(desk, "g", "ArrowDown", "o", "2")
    expect(given).to_have_text("Q1 PC Adeyemi")
    expect(told(desk)).to_contain_text(
        "For PC Adeyemi"
    )  # the room may hear of it before the answer
    keys(desk, "z")
    expect(given).to_have_count(0)


def test_what_is_open_elsewhere_says_whose_it_is_and_is_passed_over(
    desk: Page, asked: list[str], windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    read(desk, asked[0])
    other = windows.open(chat.desk, cookies_of=staff("sam"))
    expect(other.locator("#item")).to_have_attribute("data-item", asked[1])
    expect(other.locator(f"#h-{asked[0]} .row__holder")).to_contain_text("Priya Shah")
    expect(desk.locator(f"#h-{asked[1]} .row__holder")).to_contain_text("Sam Doyle")
    other.locator(f"#h-{asked[0]} a").click()
    expect(other.locator("[data-held]")).to_contain_text("Priya Shah")
    decide(other, "a", asked[0])
    expect(told(other)).to_contain_text("Priya Shah has this open")
    expect(desk.locator(f"#h-{asked[1]}")).not_to_have_attribute("data-holder", re.compile("."))
    decide(desk, "a", asked[0])
    expect(desk.locator("#item")).to_have_attribute("data-item", asked[1])


def test_a_finding_is_taken_out_by_one_click_and_the_change_is_shown(
    house: House, windows: Windows, staff: SignedIn, chat: Chat
) -> None:
    house.visitor().asked(chat.slug, "Can you ring me on 07700 900123 about the bins?")
    desk = windows.open(chat.desk, cookies_of=staff("priya"))
    desk.get_by_role("button", name="take out telephone number").click()
    expect(desk.get_by_label("Words to show")).to_have_value(
        "Can you ring me on [removed] about the bins?"
    )
    expect(desk.locator("[data-difference] del")).to_have_text("07700 900123 ")
    expect(desk.locator("[data-difference] ins")).to_have_text("[removed] ")
    desk.get_by_role("button", name="Approve as edited").click()
    expect(blocks(desk)).to_contain_text(["personal information taken out"])
