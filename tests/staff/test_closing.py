"""Following the staff stream, also over a database that is away for a while."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import text

from foundation.staff import verbs
from foundation.staff.closing import Closing
from foundation.staff.models import Person
from tests.staff.cast import Door

WITHIN = 10.0  # seconds anything may take here before the test fails


class Hall:
    """Stands where the hub does, and notes whom it was told to close."""

    def __init__(self) -> None:
        self.closed: list[tuple[str, int]] = []
        self.told = asyncio.Event()

    def close(self, owner: str, code: int) -> int:
        self.closed.append((owner, code))
        self.told.set()
        return 1


class Watched(Closing):
    """Says when it looked in vain."""

    def __init__(self, door: Door, hall: Hall, *, poll: float) -> None:
        super().__init__(door.database, hall.close, poll=poll)
        self.failed = asyncio.Event()

    async def catch_up(self) -> None:
        try:
            await super().catch_up()
        except Exception:
            self.failed.set()
            raise


@pytest.fixture
def hall() -> Hall:
    return Hall()


@asynccontextmanager
async def following(door: Door, hall: Hall, *, poll: float) -> AsyncGenerator[Watched]:
    closing = Watched(door, hall, poll=poll)
    await closing.start()
    door.database.on_commit.append(closing.nudge)
    task = asyncio.create_task(closing.run())
    try:
        yield closing
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def happens(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), WITHIN)


async def sign_out_everywhere(door: Door, who: Person) -> None:
    async with door.database.writing() as session:
        await verbs.end_all(session, who.id, at=door.clock.now())


async def rename(door: Door, before: str, after: str) -> None:
    async with door.database.writing() as session:
        await session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


async def test_a_nudge_is_enough_without_the_poll(door: Door, hall: Hall, priya: Person) -> None:
    async with following(door, hall, poll=3_600):
        await door.sign_in()
        (session,) = await door.live(priya)
        await sign_out_everywhere(door, priya)
        await happens(hall.told)
    assert hall.closed == [(session.id, 4401)]


async def test_the_poll_is_enough_without_a_nudge(door: Door, hall: Hall, priya: Person) -> None:
    async with following(door, hall, poll=0.01):
        door.database.on_commit.clear()
        await door.sign_in()
        (session,) = await door.live(priya)
        await sign_out_everywhere(door, priya)
        await happens(hall.told)
    assert hall.closed == [(session.id, 4401)]


async def test_what_ended_while_the_database_was_away_is_made_up_for(
    door: Door, hall: Hall, priya: Person
) -> None:
    await door.sign_in()
    (session,) = await door.live(priya)
    async with following(door, hall, poll=0.01) as closing:
        await rename(door, "events", "away")
        await happens(closing.failed)
        await rename(door, "away", "events")
        await sign_out_everywhere(door, priya)
        await happens(hall.told)
    assert hall.closed == [(session.id, 4401)]


async def test_what_ended_before_it_began_closes_nothing(
    door: Door, hall: Hall, priya: Person
) -> None:
    await door.sign_in()
    await sign_out_everywhere(door, priya)
    async with following(door, hall, poll=0.01) as closing:
        await closing.catch_up()
    assert hall.closed == []


async def test_it_ends_when_the_application_does(door: Door, hall: Hall) -> None:
    """A cancellation that meets a nudge must not be lost, or the server never stops."""
    for _ in range(100):
        closing = Closing(door.database, hall.close, poll=0.001)
        await closing.start()
        task = asyncio.create_task(closing.run())
        await asyncio.sleep(0.002)
        closing.nudge(closing.stream)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=WITHIN)
        assert done
