"""A fan-out lets the loop turn more often while somebody waits for the answer to a request."""

import asyncio

from foundation.live.following import BRIEF, SLICE, Following
from foundation.live.hub import Hub
from tests.foundation.echo import Memory

WRITES = 4 * SLICE


class Screen:
    """A connection that only counts what it is written."""

    written = 0

    def deliver(self, data: bytes) -> None:
        Screen.written += 1


async def turns(following: Following) -> int:
    """How often the loop turned while so many were written to."""
    found = 0

    async def count() -> None:
        nonlocal found
        while True:
            await asyncio.sleep(0)
            found += 1

    counting = asyncio.create_task(count())
    await following.write_all([Screen() for _ in range(WRITES)], b"x")
    counting.cancel()
    return found


async def test_it_gives_way_as_long_as_one_waits_and_no_longer() -> None:
    hub = Hub(Memory())
    following = hub.open_stream(1).follow("public")
    Screen.written = 0
    before = await turns(following)
    with hub.giving_way():
        during = await turns(following)
    assert await turns(following) == before
    assert during - before == WRITES // BRIEF - WRITES // SLICE
    assert Screen.written == 3 * WRITES
