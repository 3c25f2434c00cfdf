"""The one writer of questions: nobody is refused for another's sake, and nobody is kept waiting."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from chat.rooms.holding import Submission
from chat.rooms.intake import MOST_WAITING, NOT_SAVED, Intake
from chat.rooms.models import Question
from chat.schedule import verbs as schedule
from chat.schedule.models import Chat, ChatKind, ChatState
from foundation.database import Database
from foundation.errors import Unavailable
from foundation.identifiers import new_id

START = datetime(2026, 12, 8, 19, tzinfo=UTC)


@pytest.fixture
async def chat(database: Database) -> Chat:
    """One that takes questions."""
    async with database.writing() as session:
        found = await schedule.schedule(
            session, "bedminster", title="Bedminster", at=START, opens_at=START,
            kind=ChatKind.NEIGHBOURHOOD, closes_at=START + timedelta(hours=1),
        )  # fmt: skip
        await session.execute(update(Chat).values(state=ChatState.LIVE))
    return found


@asynccontextmanager
async def at_work(database: Database) -> AsyncGenerator[Intake]:
    intake = Intake(database)
    task = asyncio.create_task(intake.run())
    yield intake
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def asked(chat: Chat, text: str = "When are the bins emptied?") -> Submission:
    return Submission(
        chat_id=chat.id, stream_id=chat.stream_id, visitor_id=new_id(), key=new_id(), name="Dana",
        text=text, findings=(), at=START,
    )  # fmt: skip


async def held(database: Database) -> int | None:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Question))


async def test_who_comes_together_is_told_how_many_are_before_each(
    database: Database, chat: Chat
) -> None:
    async with at_work(database) as intake:
        first = await intake.submit(asked(chat))
        rest = await asyncio.gather(*(intake.submit(asked(chat)) for _ in range(9)))
    assert [one.ahead for one in (first, *rest)] == list(range(10))


async def test_a_question_the_database_will_not_take_refuses_no_other(
    database: Database, chat: Chat
) -> None:
    async with at_work(database) as intake:
        first = await intake.submit(asked(chat))
        twice = replace(asked(chat), id=first.id)
        told = await asyncio.gather(
            *(intake.submit(one) for one in (asked(chat), twice, asked(chat))),
            return_exceptions=True,
        )
    assert [isinstance(one, Unavailable) for one in told] == [False, True, False]
    assert await held(database) == 3


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # a file has one lock for all
async def test_while_the_database_cannot_be_written_all_are_refused_at_once(
    database: Database, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself would wait as long as all together: the hundredth for minutes."""
    monkeypatch.setattr("foundation.sqlite.BUSY_WAIT", "PRAGMA busy_timeout=300")
    other = Database(database.url.render_as_string(hide_password=False))
    async with at_work(database) as intake:
        async with other.writing() as session:
            await session.execute(update(Chat).values(about="Changed by another program"))
            waiting = [asyncio.create_task(intake.submit(asked(chat))) for _ in range(20)]
            async with asyncio.timeout(3):
                told = await asyncio.gather(*waiting, return_exceptions=True)
        assert {str(one) for one in told} == {NOT_SAVED}
        assert (await intake.submit(asked(chat))).fresh
    await other.close()
    assert await held(database) == 1


async def test_where_one_comes_at_every_turn_nobody_waits_for_the_last(
    database: Database, chat: Chat
) -> None:
    async with at_work(database) as intake:
        await asyncio.gather(*(intake.submit(asked(chat)) for _ in range(2)))
        coming: list[asyncio.Task[object]] = []
        while not any(one.done() for one in coming[:2]) and len(coming) < MOST_WAITING:
            coming.append(asyncio.create_task(intake.submit(asked(chat))))
            await asyncio.sleep(0)
        assert len(coming) < MOST_WAITING
        await asyncio.gather(*coming)
    assert await held(database) == 2 + len(coming)
