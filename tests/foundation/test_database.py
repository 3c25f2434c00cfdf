"""Two programs at one database: nothing read is overwritten unseen, and nobody's waiting holds up
the rest."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from foundation.database import Database
from foundation.events import Audience, Event, Stream, declare, lock_named, record

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
TOLD = declare("test.told", Audience.DESK, "A test told something")


@pytest.fixture
async def other(database: Database) -> AsyncIterator[Database]:
    """The same database, as another program has it open."""
    found = Database(database.url.render_as_string(hide_password=False))
    yield found
    await found.close()


async def tell(database: Database) -> None:
    """Read the stream's last number and write the next one."""
    async with database.writing() as session:
        stream = await lock_named(session, "test")
        await asyncio.sleep(0)
        record(session, stream, TOLD, about="x", at=NOON)


async def lines(database: Database) -> int | None:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Event))


async def last(database: Database) -> int | None:
    async with database.reading() as session:
        return await session.scalar(select(Stream.last_seq))


async def ends(task: asyncio.Task[None]) -> bool:
    """Whether a task ends in a time in which the loop turns very often."""
    done, _ = await asyncio.wait({task}, timeout=0.1)
    return bool(done)


async def test_of_two_programs_that_write_at_once_neither_loses_anything(
    database: Database, other: Database
) -> None:
    await tell(database)
    await asyncio.gather(*(tell(one) for one in (database, other) for _ in range(50)))
    assert await lines(database) == await last(database) == 101


@asynccontextmanager
async def kept_waiting(database: Database, other: Database) -> AsyncGenerator[asyncio.Task[None]]:
    """One writes the second line while the other waits to write one."""
    await tell(database)
    async with database.writing() as session:
        stream = await lock_named(session, "test")
        waiting = asyncio.create_task(tell(other))
        assert not await ends(waiting)
        yield waiting
        record(session, stream, TOLD, about="x", at=NOON)


async def test_who_waits_for_another_programs_lock_holds_up_nobody(
    database: Database, other: Database
) -> None:
    async with kept_waiting(database, other) as waiting:
        assert await last(other) == 1  # read in the same loop as the one who waits
    await waiting
    assert await last(other) == 3


async def test_who_gives_up_waiting_leaves_the_database_in_order(
    database: Database, other: Database
) -> None:
    async with kept_waiting(database, other) as waiting:
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await tell(other)
    await tell(database)
    assert await lines(database) == await last(database) == 4


async def test_nothing_of_a_deed_that_fails_half_way_is_kept(database: Database) -> None:
    await tell(database)
    with pytest.raises(LookupError):
        await fail_half_way(database)
    assert await lines(database) == 1


async def fail_half_way(database: Database) -> None:
    async with database.writing() as session:
        record(session, await lock_named(session, "test"), TOLD, about="x", at=NOON)
        await session.flush()
        raise LookupError


async def test_a_reader_writes_nothing(database: Database) -> None:
    async with database.reading() as session:
        session.add(Stream(name="test"))
        with pytest.raises(DBAPIError):
            await session.flush()
