"""Migrations carry what is in the tables along, up and down, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta

from alembic import command
from sqlalchemy import create_engine, select, text

from chat import checks
from chat.commands import migrate
from chat.rooms.holding import Submission, hold
from chat.schedule.models import Chat
from foundation.database import Database
from foundation.identifiers import new_id
from tests.house import LIVE

ASKED = (
    "When is the park open?",
    "There is a man with a knife outside my house right now",
    "Can you ring me on 07700 900123 about it?",
)


async def ask(url: str) -> None:
    """One visitor's questions, in the live chat of the cast's force."""
    database, visitor, at = Database(url), new_id(), datetime.now(UTC)
    async with database.writing() as session:
        chat = (await session.scalars(select(Chat).where(Chat.slug == LIVE))).one()
        for number, words in enumerate(ASKED):
            one = Submission(
                chat.id, chat.stream_id, visitor, new_id(), "Dana", words, checks.read(words),
                at + timedelta(seconds=number),
            )  # fmt: skip
            await session.run_sync(hold, [one])
    await database.close()


def read(url: str, columns: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM questions ORDER BY at")).all()
    engine.dispose()
    return [tuple(row) for row in found]


def test_what_is_urgent_and_whose_turn_it_is_come_along(backend: str, request) -> None:
    url = request.getfixturevalue("sqlite_url" if backend == "sqlite" else "postgres_url")
    asyncio.run(ask(url))
    assert read(url, "lane, turn") == [(2, 0), (0, 1), (1, 2)]
    given = migrate.configuration(url)
    command.stamp(given, "head")
    command.downgrade(given, "0001")
    assert [bool(urgent) for (urgent,) in read(url, "urgent")] == [False, True, False]
    command.upgrade(given, "head")
    assert read(url, "lane, turn") == [(2, 0), (0, 1), (2, 2)]  # what is marked was not kept
