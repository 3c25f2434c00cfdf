"""The key of a day is one for all processes, and goes with all that was made under it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from chat.rooms.holding import Submission, hold
from chat.rooms.models import DayKey, Measure, Reason, Trace
from chat.rooms.verbs import ban, day_key, forget_addresses, turn
from chat.schedule import verbs as schedule
from chat.schedule.models import ChatKind
from foundation.database import Database
from foundation.identifiers import new_id

EVENING = datetime(2026, 12, 8, 19, tzinfo=UTC)


async def test_the_key_of_a_day_is_the_same_for_all_and_another_days_is_not(
    database: Database,
) -> None:
    keys = []
    for day in (EVENING, EVENING, EVENING + timedelta(days=1)):
        async with database.writing() as session:
            keys.append(await day_key(session, day.date()))
    assert keys[0] == keys[1] != keys[2]


async def test_what_was_kept_of_an_address_goes_at_the_end_of_its_day(
    database: Database, priya: int
) -> None:
    async with database.writing() as session:
        chat = await schedule.schedule(
            session, "bedminster", title="Bedminster", at=EVENING, opens_at=EVENING,
            kind=ChatKind.NEIGHBOURHOOD, closes_at=EVENING + timedelta(hours=1),
        )  # fmt: skip
        await turn(session, chat.id, at=EVENING)
        await day_key(session, EVENING.date())
    one = Submission(
        chat_id=chat.id, stream_id=chat.stream_id, visitor_id=new_id(), key=new_id(), findings=(),
        name="Mallory", text="Useless, all of you.", at=EVENING, address="of today",
    )  # fmt: skip
    async with database.writing() as session:
        await session.run_sync(hold, [one])
        until = EVENING + timedelta(days=30)
        await ban(session, one.id, reason=Reason.ABUSE, until=until, everywhere=False, by=priya,
                  at=EVENING)  # fmt: skip
    for at, kept in ((EVENING.replace(hour=23), 1), (EVENING + timedelta(hours=6), 0)):
        async with database.writing() as session:
            await forget_addresses(session, at=at)
        async with database.reading() as session:
            counts = [
                await session.scalar(select(func.count(column)))
                for column in (Trace.address, Measure.address, DayKey.key)
            ]
            assert counts == [kept, kept, kept]
            assert await session.scalar(select(Measure.until)) == until  # the ban itself stands
