"""The simulated moderator extends a chat that is nearly over, so that a demonstration lasts."""

from datetime import UTC, datetime, timedelta

import pytest

from chat.demo.browser import Browser
from chat.demo.crowd import Script
from chat.demo.moderator import Moderator
from chat.demo.pace import Pace
from chat.schedule import verbs as schedule
from chat.schedule.models import ChatKind
from tests.house import House


async def put_in_diary(house: House, slug: str, *, minutes_left: int) -> None:
    ends = datetime.now(UTC) + timedelta(minutes=minutes_left)
    async with house.database.writing() as session:
        await schedule.schedule(
            session, slug, title="Soon over", kind=ChatKind.THEMED, at=ends - timedelta(hours=2),
            opens_at=ends - timedelta(hours=1), closes_at=ends,
        )  # fmt: skip


@pytest.mark.parametrize(("minutes_left", "nearly"), [(5, True), (60, False), (-5, False)])
async def test_it_is_seen_when_a_chat_is_nearly_over(
    house: House, minutes_left: int, nearly: bool
) -> None:
    house.do(put_in_diary(house, "soon-over", minutes_left=minutes_left))
    moderator = Moderator("soon-over", Script(), Pace())
    async with Browser(house.url) as browser:
        assert await moderator.nearly_over(browser) == nearly


async def test_a_chat_that_is_not_there_is_never_nearly_over(house: House) -> None:
    async with Browser(house.url) as browser:
        assert not await Moderator("nowhere", Script(), Pace()).nearly_over(browser)
