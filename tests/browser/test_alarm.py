"""When a question has waited too long the desk says so where one looks, and stops when it is
seen to."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from chat.rooms.models import Question
from tests.browser.acts import decide, questions
from tests.browser.conftest import Chat
from tests.house import House


@pytest.fixture
def asked(house: House, chat: Chat) -> list[str]:
    """Two questions that have waited for five minutes."""
    found = questions(house.visitor(), chat.slug, "When are the bins emptied?", "Who pays?")
    house.do(left_long_ago(house, found))
    return found


async def left_long_ago(house: House, asked: list[str]) -> None:
    async with house.database.writing() as session:
        for number, id in enumerate(asked):
            at = datetime.now(UTC) - timedelta(minutes=5, seconds=-number)
            await session.execute(update(Question).where(Question.id == id).values(at=at))


def test_the_alarm_is_raised_and_falls_with_the_last_that_waits_too_long(
    desk: Page, asked: list[str]
) -> None:
    strip = desk.locator("#alarm")
    expect(strip).to_have_text("2 over 3:00")
    expect(desk).to_have_title(re.compile(r"^\(2!\) "))
    for item, words in zip(asked, ("1 over 3:00", ""), strict=True):
        decide(desk, "a", item)
        expect(strip).to_have_text(words)


def test_a_chats_targets_are_changed_at_the_desk(desk: Page, asked: list[str]) -> None:
    desk.locator(".fold--alarm summary").click()
    desk.get_by_label("At the longest").fill("90")
    desk.get_by_role("button", name="Change", exact=True).click()
    expect(desk.locator("#told")).to_contain_text("The targets were changed")
    desk.reload()
    expect(desk.locator("#desk")).to_have_attribute("data-longest", "90")


def test_a_sound_is_ones_own_choice_and_is_kept(desk: Page, asked: list[str]) -> None:
    desk.locator(".fold--alarm summary").click()
    expect(desk.get_by_label("a sound")).not_to_be_checked()
    desk.get_by_label("a sound").check()
    desk.reload()
    desk.locator(".fold--alarm summary").click()
    expect(desk.get_by_label("a sound")).to_be_checked()
