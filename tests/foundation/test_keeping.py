"""What many ask for at once is read once, is never older than it may be, and survives whoever
leaves."""

import asyncio

import pytest

from foundation.errors import NotFound
from foundation.keeping import Kept


class Shelf:
    """Readings that end when they are told to; each gives the number of its reading."""

    def __init__(self) -> None:
        self.read = 0
        self.may_end = asyncio.Event()

    async def look(self, key: str) -> int:
        self.read += 1
        mine = self.read
        await self.may_end.wait()
        return mine


async def asked(kept: Kept[str, int]) -> asyncio.Task[int]:
    task = asyncio.create_task(kept.of("crossing"))
    await turn()
    return task


async def turn() -> None:
    """Let whatever is ready go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_crowd_that_asks_at_once_makes_one_reading() -> None:
    shelf = Shelf()
    kept = Kept(shelf.look, fresh=60)
    crowd = [await asked(kept) for _ in range(100)]
    shelf.may_end.set()
    assert await asyncio.gather(*crowd) == [1] * 100
    assert await kept.of("crossing") == 1
    assert shelf.read == 1


async def test_it_is_read_again_when_it_is_old() -> None:
    shelf = Shelf()
    shelf.may_end.set()
    kept = Kept(shelf.look, fresh=0)
    assert [await kept.of("crossing") for _ in range(3)] == [1, 2, 3]


async def test_what_was_changed_while_it_was_read_is_read_again() -> None:
    shelf = Shelf()
    kept = Kept(shelf.look, fresh=60)
    before = await asked(kept)
    kept.forget("crossing")
    after = await asked(kept)
    shelf.may_end.set()
    assert (await before, await after) == (1, 2)
    assert await kept.of("crossing") == 2


async def test_who_leaves_does_not_take_the_others_reading_along() -> None:
    shelf = Shelf()
    kept = Kept(shelf.look, fresh=60)
    first, second = await asked(kept), await asked(kept)
    first.cancel()
    await turn()
    shelf.may_end.set()
    assert await second == 1


async def test_a_reading_that_failed_is_told_to_all_who_waited_and_not_kept() -> None:
    tries = 0

    async def look(key: str) -> int:
        nonlocal tries
        tries += 1
        await asyncio.sleep(0)
        if tries == 1:
            raise NotFound(f"There is no {key}.")
        return tries

    kept = Kept(look, fresh=60)
    answers = await asyncio.gather(*(kept.of("crossing") for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in answers] == [NotFound] * 3
    assert await kept.of("crossing") == 2


async def test_a_failure_that_nobody_waited_for_makes_no_noise() -> None:
    shelf = Shelf()

    async def look(key: str) -> int:
        await shelf.look(key)
        raise NotFound(key)

    kept = Kept(look, fresh=60)
    task = await asked(kept)
    task.cancel()
    shelf.may_end.set()
    await turn()
    with pytest.raises(asyncio.CancelledError):
        await task
