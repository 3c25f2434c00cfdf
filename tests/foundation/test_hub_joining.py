"""P8 at its narrowest: joining while the log moves, step by step, each guard taken out in turn."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from foundation.live import following
from foundation.live.hub import Topic
from foundation.live.start import Start
from tests.foundation.rig import Rig, Wire

Json = dict[str, str | int]


@pytest.fixture
async def held(rig: Rig) -> AsyncIterator[Rig]:
    """Snapshots wait until the test opens the gate."""
    rig.memory.gate = await rig.run_there(asyncio.Event)
    yield rig
    await rig.run_there(rig.memory.gate.set)


async def open_gate(rig: Rig) -> None:
    assert rig.memory.gate is not None
    await rig.run_there(rig.memory.gate.set)


async def numbers(wire: Wire, upto: int) -> list[tuple[str | int, str | int]]:
    """What a page sees until it has seen that number."""
    seen: list[tuple[str | int, str | int]] = []
    while not seen or seen[-1][1] != upto or seen[-1][0] == "hello":
        frame = await wire.read()
        seen.append((frame["kind"], frame["seq"]))
    return seen


async def join_while_the_log_moves(rig: Rig) -> list[tuple[str | int, str | int]]:
    """Dana's snapshot is taken at 3 and arrives when Sgt Cole has already been written 4 and 5."""
    cole = await rig.join("panel", epoch="first", after=3)
    dana = await rig.join("panel")
    await rig.until(lambda: rig.memory.snapshots == 1)
    for number in (4, 5):
        await rig.write(f"line {number}", audience="panel")
    await numbers(cole, 5)
    await open_gate(rig)
    await rig.until(lambda: not rig.hub.streams[1].busy)
    await rig.write("line 6", audience="panel")
    try:
        return await numbers(dana, 6)
    finally:
        await dana.leave()
        await cole.leave()


async def test_nothing_is_missed_while_a_snapshot_is_on_its_way(held: Rig) -> None:
    seen = await join_while_the_log_moves(held)
    assert seen == [("hello", 5), ("snapshot", 3), ("shown", 4), ("shown", 5), ("shown", 6)]


async def test_control_without_keeping_what_came_meanwhile_there_is_a_gap(
    held: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(start: Start, after: int) -> bytes:
        return start.snapshot

    monkeypatch.setattr(Start, "bytes_after", forgetful)
    assert await join_while_the_log_moves(held) == [("hello", 5), ("snapshot", 3), ("shown", 6)]


async def join_ahead_of_the_hub(rig: Rig) -> list[tuple[str | int, str | int]]:
    """Another process has committed 4 and 5; the snapshot has them, this hub has not heard yet."""
    cole = await rig.join("panel", epoch="first", after=3)
    await cole.read()
    for number in (4, 5):
        rig.memory.write(1, f"line {number}")
    dana = await rig.join("panel")
    await rig.until(lambda: rig.hub.streams[1].seq == 5 and not rig.hub.streams[1].busy)
    await rig.write("line 6")
    try:
        return await numbers(dana, 6)
    finally:
        await dana.leave()
        await cole.leave()


async def test_nothing_is_repeated_when_the_snapshot_has_read_ahead(rig: Rig) -> None:
    assert await join_ahead_of_the_hub(rig) == [("hello", 5), ("snapshot", 5), ("shown", 6)]


async def test_control_without_looking_at_the_snapshots_number_there_are_repeats(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trusting(start: Start, after: int) -> bytes:
        return start.snapshot + b"".join(data for _, data in start.behind)

    monkeypatch.setattr(Start, "bytes_after", trusting)
    seen = await join_ahead_of_the_hub(rig)
    assert seen.count(("shown", 5)) == 1  # told again what the snapshot already showed


async def test_a_page_that_is_ahead_of_the_hub_is_served_all_the_same(rig: Rig) -> None:
    cole = await rig.join("panel", epoch="first", after=3)
    rig.memory.write(1, "line 4")
    dana = await rig.join("panel", epoch="first", after=4)
    await rig.write("line 5")
    seen = await numbers(dana, 5)
    assert [kind for kind, _ in seen[:2]] == ["hello", "snapshot"]
    assert seen[2:] in ([("shown", 5)], [])
    await numbers(cole, 5)
    await asyncio.gather(dana.leave(), cole.leave())


async def test_a_snapshot_ahead_only_by_what_this_audience_does_not_hear_is_shown(rig: Rig) -> None:
    cole = await rig.join("public", epoch="first", after=3)
    rig.memory.write(1, "held", audience="desk")
    dana = await rig.join("public")
    assert await numbers(dana, 4) == [("hello", 4), ("snapshot", 4)]
    await asyncio.gather(dana.leave(), cole.leave())


async def test_who_leaves_while_waiting_for_the_snapshot_is_forgotten(held: Rig) -> None:
    dana = await held.join()
    await held.until(lambda: held.memory.snapshots == 1)
    dana.reset()
    await held.until(lambda: held.hub.places == 0)
    await open_gate(held)
    await held.until(lambda: not held.hub.streams)


async def test_many_join_and_leave_while_the_log_moves(rig: Rig, tier: str) -> None:
    """Writers and newcomers race without any order at all; each page still sees every number."""
    lines = {"quick": 300, "full": 3_000, "soak": 30_000}[tier]

    async def page(number: int) -> None:
        while len(rig.memory.logs[1]) < lines:
            wire = await rig.join(after=None if number % 2 else 3, address=f"10.0.0.{number}")
            seen = await take(wire, 12)
            shown = [seq for kind, seq in seen if kind == "shown"]
            base = next((seq for kind, seq in seen if kind == "snapshot"), 3)
            assert shown == list(range(base + 1, base + 1 + len(shown)))
            wire.reset()

    async def take(wire: Wire, frames: int) -> list[tuple[str, int]]:
        seen = [await wire.read() for _ in range(2)]
        while len(seen) < frames and len(rig.memory.logs[1]) < lines:
            seen.append(await wire.read())
        return [(str(frame["kind"]), int(frame["seq"])) for frame in seen]

    async def writer() -> None:
        for number in range(4, lines + 30):
            await rig.write(f"line {number}")

    await asyncio.gather(writer(), *(page(number) for number in range(8)))


# Taking back


async def test_taking_back_waits_until_everybody_was_told(rig: Rig) -> None:
    wires = [await rig.join(address=f"10.0.0.{n}") for n in range(300)]
    seq = await rig.write("", about="q1")
    assert await rig.do(rig.hub.reached(1, seq))
    places = list(rig.hub.sockets())
    assert all(socket.transport.get_write_buffer_size() == 0 for socket in places)
    for wire in wires:
        frames = [await wire.read() for _ in range(2)]
        if frames[1]["seq"] != seq:
            assert (await wire.read())["kind"] == "removed"
    await asyncio.gather(*(wire.leave() for wire in wires))


async def test_taking_back_where_nobody_watches_waits_for_nobody(rig: Rig) -> None:
    assert await rig.do(rig.hub.reached(1, 99))


async def test_taking_back_does_not_wait_for_a_number_that_never_comes(rig: Rig) -> None:
    dana = await rig.join()
    assert not await rig.do(rig.hub.reached(1, 99, within=0.05))
    await dana.leave()


async def test_taking_back_from_the_desk_does_not_wait_for_the_public(rig: Rig) -> None:
    wires = [await rig.join("public"), await rig.join("desk")]
    seq = await rig.write("held", audience="desk")
    assert await rig.do(rig.hub.reached(1, seq))
    await asyncio.gather(*(wire.leave() for wire in wires))


async def test_a_newcomer_whose_snapshot_is_older_than_a_removal_is_sent_off(held: Rig) -> None:
    """Or the words would go out after the moderator was told that they are gone."""
    dana = await held.join()
    await held.until(lambda: held.memory.snapshots == 1)
    seq = await held.write("", about="q1")
    assert await held.do(held.hub.reached(1, seq, within=0.05))
    await open_gate(held)
    assert await dana.close_code() == 1011


async def test_no_words_go_out_once_they_are_taken_back(rig: Rig) -> None:
    """P3: whatever comes after the answer, old cursors and cached starts included."""
    dana = await rig.join(after=0)
    seq = await rig.write("", about="q1")
    assert await rig.do(rig.hub.reached(1, seq))
    late = [await rig.join(), await rig.join(epoch="first", after=0)]
    for wire in late:
        frames = [await wire.read(), await wire.read()]
        assert not any(">one<" in str(frame.get("html")) for frame in frames)
    await asyncio.gather(dana.leave(), *(wire.leave() for wire in late))


# The clock of the fan-out


async def test_what_arrives_during_a_fan_out_goes_out_in_one_write(rig: Rig) -> None:
    dana = await rig.join("public", epoch="first", after=3)
    await dana.read()
    topic = rig.hub.following(Topic(1, "public"))
    assert topic is not None
    before = rig.memory.renders

    def burst() -> None:
        for number in range(4, 104):
            rig.memory.write(1, f"line {number}")
            rig.hub.nudge(1)

    await rig.run_there(burst)
    await numbers(dana, 103)
    assert rig.memory.renders - before <= 2
    await dana.leave()


async def test_control_without_the_clock_each_item_is_a_fan_out_of_its_own(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fanned_out(clock: float) -> int:
        monkeypatch.setattr(following, "CLOCK", clock)
        before = rig.memory.renders
        start = len(rig.memory.logs[1])
        for number in range(20):
            await rig.write(f"line {number}")
        await numbers(dana, start + 20)
        return rig.memory.renders - before

    dana = await rig.join("public", epoch="first", after=3)
    await dana.read()
    assert await fanned_out(0.0) > await fanned_out(0.2)
    await dana.leave()
