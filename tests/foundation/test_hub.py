"""Joining, following and leaving the hub, over real sockets."""

import asyncio

import pytest

from foundation.live.hub import Frame, Hub, Topic
from tests.foundation.echo import AT, item
from tests.foundation.rig import Rig, brief, first

ONE, TWO, THREE = item("q1", "one"), item("q2", "two"), item("q3", "three")


# Joining


async def test_a_newcomer_gets_hello_and_the_whole_room(rig: Rig) -> None:
    dana = await rig.join()
    hello, snapshot = await first(dana, 2)
    assert hello == {"kind": "hello", "epoch": "first", "seq": 3}
    assert snapshot == {
        "kind": "snapshot", "seq": 3, "html": ONE + TWO + THREE,
    }  # fmt: skip
    await dana.leave()


async def test_a_page_that_was_away_gets_what_it_missed_in_order(rig: Rig) -> None:
    dana = await rig.join(epoch="first", after=1)
    hello, *missed = await first(dana, 3)
    assert hello["seq"] == 3
    assert missed == [
        {"seq": 2, "kind": "shown", "id": "q2", "html": TWO, "at": AT},
        {"seq": 3, "kind": "shown", "id": "q3", "html": THREE, "at": AT},
    ]
    await dana.leave()


@pytest.mark.parametrize(
    ("epoch", "after", "frames"),
    [
        ("first", 3, [("hello", 3), ("shown", 4)]),
        ("first", 0, [("hello", 3), ("shown", 1), ("shown", 2), ("shown", 3), ("shown", 4)]),
        (None, 2, [("hello", 3), ("shown", 3), ("shown", 4)]),
        ("first", 99, [("hello", 3), ("snapshot", 3), ("shown", 4)]),
        ("first", -1, [("hello", 3), ("shown", 1), ("shown", 2), ("shown", 3), ("shown", 4)]),
        ("second", 3, [("hello", 3), ("shown", 4)]),
        ("second", 1, [("hello", 3), ("shown", 4)]),
        ("second", None, [("hello", 3), ("shown", 4)]),
    ],
)
async def test_where_a_page_starts_depends_on_what_it_has(
    rig: Rig, epoch: str | None, after: int | None, frames: list[tuple[str, int]]
) -> None:
    dana = await rig.join(epoch=epoch, after=after)
    begun = await first(dana, len(frames) - 1)
    await rig.write("four")
    assert brief([*begun, await dana.read()]) == frames
    await dana.leave()


@pytest.mark.parametrize(("after", "second"), [(10, "shown"), (9, "snapshot")])
async def test_who_is_too_far_behind_gets_the_whole_room(after: int, second: str) -> None:
    with Rig(lambda memory: Hub(memory, replay_limit=20)) as rig:
        for number in range(30):
            rig.memory.write(1, f"line {number}")
        dana = await rig.join(epoch="first", after=after)
        assert [frame["kind"] for frame in await first(dana, 2)] == ["hello", second]
        await dana.leave()


async def test_a_removed_item_replays_as_its_removal(rig: Rig) -> None:
    await rig.write("", about="q2")
    dana = await rig.join(epoch="first", after=1)
    frames = await first(dana, 4)
    assert [(frame["kind"], frame.get("id"), frame.get("html")) for frame in frames[1:]] == [
        ("removed", "q2", ""), ("shown", "q3", THREE), ("removed", "q2", ""),
    ]  # fmt: skip
    await dana.leave()


async def test_a_thousand_newcomers_cost_one_snapshot(rig: Rig) -> None:
    wires = await asyncio.gather(*(rig.join(address=f"10.0.0.{n % 100}") for n in range(1000)))
    for wire in wires:
        assert brief(await first(wire, 2)) == [("hello", 3), ("snapshot", 3)]
    assert rig.memory.snapshots == 1
    await asyncio.gather(*(wire.leave() for wire in wires))


async def test_newcomers_at_different_places_share_two_readings(rig: Rig) -> None:
    for number in range(60):
        rig.memory.write(1, f"line {number}")
    wires = [await rig.join(epoch="first", after=after) for after in range(62, 20, -1)]
    for missed, wire in enumerate(wires, start=1):
        frames = await first(wire, missed + 1)
        assert brief(frames[1:]) == [("shown", seq) for seq in range(64 - missed, 64)]
    assert (rig.memory.reads, rig.memory.renders) == (2, 2)
    await asyncio.gather(*(wire.leave() for wire in wires))


async def test_a_change_makes_the_next_newcomer_see_it(rig: Rig) -> None:
    early = await rig.join()
    await first(early, 2)
    await rig.write("", about="q1")
    await early.read()
    late = await rig.join()
    assert (await first(late, 2))[1]["html"] == TWO + THREE
    for wire in (early, late):
        await wire.leave()


# Keeping up


async def test_a_change_is_read_once_and_rendered_once_for_each_audience(rig: Rig) -> None:
    publics = [await rig.join("public") for _ in range(20)]
    desks = [await rig.join("desk") for _ in range(20)]
    for wire in publics + desks:
        await first(wire, 2)
    before = rig.memory.reads
    await rig.write("four")
    for wire in publics + desks:
        assert (await wire.read())["seq"] == 4
    assert (rig.memory.reads - before, rig.memory.renders) == (1, 2)
    await asyncio.gather(*(wire.leave() for wire in publics + desks))


async def test_the_public_never_hears_what_is_for_the_desk(rig: Rig) -> None:
    wires = {audience: await rig.join(audience) for audience in ("public", "panel", "desk")}
    for wire in wires.values():
        await first(wire, 2)
    await rig.write("held", audience="desk")
    await rig.write("for the panel", audience="panel")
    await rig.write("approved")
    heard = {"public": [6], "panel": [5, 6], "desk": [4, 5, 6]}
    for audience, wire in wires.items():
        assert [frame["seq"] for frame in await first(wire, len(heard[audience]))] == heard[
            audience
        ]
        await wire.leave()


async def test_what_is_one_askers_own_reaches_that_asker_alone(rig: Rig) -> None:
    theirs, other = await rig.join("asker:abc"), await rig.join("asker:xyz")
    await first(theirs, 2), await first(other, 2)
    await rig.write("look again", audience="asker:abc")
    await rig.write("look again", audience="asker:xyz")
    assert ((await theirs.read())["seq"], (await other.read())["seq"]) == (4, 5)
    await theirs.leave()
    await other.leave()


async def test_nudges_without_news_cost_one_look_and_say_nothing(rig: Rig) -> None:
    dana = await rig.join()
    await first(dana, 2)
    before = rig.memory.reads

    def deed() -> None:
        for _ in range(100):
            rig.hub.nudge(1)

    await rig.run_there(deed)
    await rig.write("four")
    assert (await dana.read())["seq"] == 4
    assert rig.memory.reads - before <= 2
    await dana.leave()


async def test_a_nudge_where_nobody_watches_reads_nothing(rig: Rig) -> None:
    await rig.write("four")
    await rig.run_there(lambda: rig.hub.nudge(77))
    assert (rig.memory.reads, rig.hub.streams) == (0, {})


async def test_a_topic_that_nobody_follows_any_more_costs_nothing(rig: Rig) -> None:
    dana = await rig.join()
    await first(dana, 2)
    await dana.leave()
    await rig.until(lambda: not rig.hub.streams)
    assert (rig.hub.places, dict(rig.hub.addresses), rig.hub.sockets()) == (0, {}, [])


async def test_a_nudge_that_was_missed_is_caught_by_the_poll() -> None:
    with Rig(lambda memory: Hub(memory, poll=0.01)) as rig:
        rig.memory.write(1, "one")
        dana = await rig.join()
        await first(dana, 2)
        rig.memory.write(1, "two")
        assert (await dana.read())["seq"] == 2
        await dana.leave()


async def test_a_remark_reaches_who_is_there_and_nobody_after(rig: Rig) -> None:
    dana = await rig.join()
    await first(dana, 2)
    remark = Frame("presence", "", "", AT, extra={"watching": 812})
    await rig.run_there(lambda: rig.hub.remark(Topic(1, "public"), remark))
    await rig.run_there(lambda: rig.hub.remark(Topic(1, "desk"), remark))
    assert await dana.read() == {
        "watching": 812, "kind": "presence", "id": "", "html": "", "at": AT,
    }  # fmt: skip
    late = await rig.join(epoch="first", after=3)
    await rig.write("four")
    assert brief(await first(late, 2)) == [("hello", 3), ("shown", 4)]
    for wire in (dana, late):
        await wire.leave()


async def test_the_hub_knows_how_many_watch(rig: Rig) -> None:
    rig.memory.write(2, "elsewhere")
    wires = [await rig.join("public"), await rig.join("public"), await rig.join("desk")]
    wires.append(await rig.join("public", stream=2))
    for wire in wires:
        await first(wire, 2)
    assert await rig.run_there(lambda: rig.hub.counts("public")) == {1: 2, 2: 1}
    assert rig.hub.viewers(Topic(1, "desk")) == 1
    assert rig.hub.viewers(Topic(1, "panel")) == 0
    await wires[0].leave()
    await rig.until(lambda: rig.hub.viewers(Topic(1, "public")) == 1)
    await asyncio.gather(*(wire.leave() for wire in wires[1:]))
