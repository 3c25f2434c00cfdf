"""Hashes of passwords: what they cost, and that no more are made than fit."""

import asyncio
import threading
import time
from statistics import median

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from foundation.errors import Unavailable
from foundation.staff.passwords import Mill, hashed, hasher, matches, nobodys, verify
from tests.staff.cast import PASSWORD

HASH = hasher.hash(PASSWORD)  # as in life: the cast's own is quick


async def test_a_password_matches_its_own_hash_and_no_other() -> None:
    made = await hashed("a zinc lamp in the rain")
    assert await matches(made, "a zinc lamp in the rain")
    assert not await matches(made, "a zinc lamp in the rain ")
    assert not await matches(HASH, "a zinc lamp in the rain")


async def test_the_same_characters_match_from_another_keyboard() -> None:
    made = await hashed("żółta łódka nocą")  # composed, and below decomposed
    assert await matches(made, "z\u0307o\u0301łta ło\u0301dka noca\u0328")


async def test_nothing_is_cut_off_a_long_password() -> None:
    made = await hashed("b" * 127 + "c")
    assert not await matches(made, "b" * 127 + "d")


@pytest.mark.parametrize("kept", [HASH, nobodys()], ids=["somebodys", "nobodys"])
def test_hashes_are_argon2id_of_19_mib_two_passes_and_one_lane(kept: str) -> None:
    found = extract_parameters(kept)
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19 * 1024, 2, 1)
    assert not hasher.check_needs_rehash(kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=1"])
async def test_without_a_hash_nothing_matches(kept: str | None) -> None:
    assert not await matches(kept, PASSWORD)
    assert not await matches(kept, "")


def test_an_account_that_is_not_there_costs_as_much_as_one_that_is() -> None:
    nobodys()
    times: dict[str | None, list[float]] = {HASH: [], None: []}
    for _ in range(15):
        for kept, taken in times.items():
            began = time.thread_time()
            verify(kept, "wrong")
            taken.append(time.thread_time() - began)
    assert median(times[None]) == pytest.approx(median(times[HASH]), rel=0.3)


async def test_more_work_than_fits_is_refused_and_later_taken_again() -> None:
    mill, gate = Mill(threads=2, most_waiting=3), threading.Event()
    taken = [asyncio.create_task(mill.grind(lambda: gate.wait(10))) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable) as refusal:
        await mill.grind(lambda: True)
    assert refusal.value.retry_after == 2
    gate.set()
    assert all(await asyncio.gather(*taken))
    assert await mill.grind(lambda: True)


async def test_two_are_ground_at_once_and_no_more() -> None:
    mill, gate, lock = Mill(threads=2, most_waiting=9), threading.Event(), threading.Lock()
    now = most = 0

    def work() -> None:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
            if now == 2:
                gate.set()
        gate.wait(10)
        with lock:
            now -= 1

    await asyncio.gather(*(mill.grind(work) for _ in range(6)))
    assert most == 2
