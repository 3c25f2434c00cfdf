"""P19: who reads slowly or not at all is cut off, and nobody else notices."""

import asyncio
import contextlib
import logging

import pytest

from foundation.live.hub import Hub
from tests.foundation.rig import PONG, TEXT, Rig, Wire

READERS = {"quick": 40, "full": 190, "soak": 190}
SLEEPERS = {"quick": 4, "full": 10, "soak": 10}
BODY = "x" * 4_000
LINES = 100


async def read_one(wire: Wire) -> int:
    """The number of the next item a healthy reader sees; pings are answered on the way."""
    while (frame := await wire.read())["kind"] != "shown":
        continue
    return int(frame["seq"])


async def write_lines(rig: Rig, lines: int, healthy: list[Wire]) -> list[list[int]]:
    """Write one line when everybody well has read the last; tells what each of them saw."""
    seen = []
    for _ in range(lines):
        await rig.write(BODY)
        seen.append(await asyncio.gather(*(read_one(wire) for wire in healthy)))
    return [list(numbers) for numbers in zip(*seen, strict=True)]


async def sleeping(rig: Rig, number: int) -> Wire:
    """A viewer with a small window who never reads."""
    path = f"/live/1/public?address=10.1.0.{number}"
    return await Wire.open(rig.port, path, receive_buffer=4096)


async def test_who_stops_reading_is_cut_off_and_nobody_else_loses_anything(
    tier: str, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        Rig(lambda memory: Hub(memory, buffer_limit=64 * 1024)) as rig,
        caplog.at_level(logging.WARNING),
    ):
        rig.memory.write(1, "one")
        healthy = [await rig.join(address=f"10.0.0.{n}") for n in range(READERS[tier])]
        asleep = [await sleeping(rig, n) for n in range(SLEEPERS[tier])]
        assert rig.hub.places == len(healthy) + len(asleep)
        seen = await write_lines(rig, LINES, healthy)
        assert seen == [list(range(2, LINES + 2))] * len(healthy)
        await rig.until(lambda: rig.hub.places == len(healthy))
        for wire in asleep:
            wire.reset()
        await asyncio.gather(*(wire.leave() for wire in healthy))
    assert caplog.records == []


async def test_who_pauses_within_the_bound_reads_everything_in_order() -> None:
    with Rig(lambda memory: Hub(memory, buffer_limit=2**40)) as rig:
        rig.memory.write(1, "one")
        dozing = await sleeping(rig, 0)
        healthy = await rig.join(address="10.0.0.1")
        await write_lines(rig, LINES, [healthy])
        assert any(one.transport.get_write_buffer_size() for one in rig.hub.sockets())

        async def wake_up() -> list[int]:
            return [await read_one(dozing) for _ in range(2 * LINES)]

        seen, _ = await asyncio.gather(wake_up(), write_lines(rig, LINES, [healthy]))
        assert seen == list(range(2, 2 * LINES + 2))
        assert (
            await write_lines(rig, 3, [healthy, dozing])
            == [list(range(2 * LINES + 2, 2 * LINES + 5))] * 2
        )
        await dozing.leave()
        await healthy.leave()


async def test_control_without_the_bound_all_that_was_written_waits_for_the_sleeper() -> None:
    with Rig(lambda memory: Hub(memory, buffer_limit=2**40)) as rig:
        rig.memory.write(1, "one")
        asleep = await sleeping(rig, 0)
        healthy = await rig.join(address="10.0.0.1")
        await write_lines(rig, LINES, [healthy])
        waiting = [one.transport.get_write_buffer_size() for one in rig.hub.sockets()]
        assert max(waiting) > LINES * len(BODY) / 2
        asleep.reset()
        await healthy.leave()


async def test_a_sleeper_is_cut_off_by_its_missed_answers_when_nothing_is_said() -> None:
    with Rig(lambda memory: Hub(memory, beat=0.01)) as rig:
        rig.memory.write(1, "one")
        asleep = [await sleeping(rig, n) for n in range(4)]
        await rig.until(lambda: rig.hub.places == 0)
        for wire in asleep:
            wire.reset()


async def test_who_has_just_begun_a_long_room_is_not_called_slow() -> None:
    """A snapshot larger than the bound is no reason to cut off whoever is reading it."""
    with Rig(lambda memory: Hub(memory, buffer_limit=16 * 1024)) as rig:
        for _ in range(200):
            rig.memory.write(1, BODY)
        dana = await rig.join()
        await rig.until(lambda: bool(rig.hub.streams[1].followings["public"].viewers))
        await rig.write("one more")
        kinds = [(await dana.read())["kind"] for _ in range(3)]
        assert kinds == ["hello", "snapshot", "shown"]
        await dana.leave()


async def test_many_connects_from_one_address_leave_room_for_others() -> None:
    with Rig() as rig:
        rig.memory.write(1, "one")
        attempts = await asyncio.gather(
            *(rig.join(address="192.0.2.1") for _ in range(300)), return_exceptions=True
        )
        let_in = [wire for wire in attempts if isinstance(wire, Wire)]
        assert len(let_in) == 50
        dana = await rig.join(address="192.0.2.2")
        assert (await dana.read())["kind"] == "hello"
        for wire in [*let_in, dana]:
            wire.reset()


async def test_a_reader_that_only_drips_is_cut_off() -> None:
    """It answers no ping in time, because each waits behind all that it has not read yet."""
    with Rig(lambda memory: Hub(memory, beat=0.02, buffer_limit=2**40)) as rig:
        rig.memory.write(1, "one")
        drip, healthy = await sleeping(rig, 0), await rig.join(address="10.0.0.1")

        async def talk() -> None:
            while rig.hub.places > 1:
                await rig.write(BODY)
                with contextlib.suppress(ConnectionError):
                    await drip.reader.read(64)

        async def answer() -> None:
            while rig.hub.places > 1:
                opcode, body = await healthy.frame()
                if opcode != TEXT:
                    healthy.send(PONG, body)

        await asyncio.gather(talk(), answer())
        drip.reset()
        healthy.reset()
