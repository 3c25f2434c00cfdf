"""What the hub does where something is wrong: faults, caps, unruly desks, and when it stops."""

import asyncio
import logging

import pytest

from foundation.live.hub import Hub
from tests.foundation.rig import BINARY, PONG, TEXT, Refused, Rig, brief, first

# Faults


async def test_an_item_that_cannot_be_shown_sends_its_audience_away_and_no_other(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    public, desk = await rig.join("public"), await rig.join("desk")
    await first(public, 2), await first(desk, 2)
    rig.memory.broken.add("public")
    await rig.write("four")
    assert await public.close_code() == 1011
    assert (await desk.read())["seq"] == 4
    assert "stream 1 cannot be shown to public" in caplog.text
    rig.memory.broken.clear()
    back = await rig.join("public", epoch="first", after=3)
    assert brief(await first(back, 2)) == [("hello", 4), ("shown", 4)]
    for wire in (desk, back):
        await wire.leave()


async def test_who_cannot_be_caught_up_is_sent_away(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.memory.broken.add("public")
    dana = await rig.join("public", epoch="first", after=1)
    assert await dana.close_code() == 1011
    assert "stream 1 cannot be opened to public" in caplog.text
    await rig.until(lambda: not rig.hub.streams)


async def test_an_askers_name_is_in_no_log(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.memory.broken.add("asker:receipt-4711")
    dana = await rig.join("asker:receipt-4711", epoch="first", after=1)
    await rig.write("look again", audience="asker:receipt-4711")
    assert await dana.close_code() == 1011
    assert "asker" in caplog.text
    assert "4711" not in caplog.text


async def test_a_log_that_cannot_be_read_is_tried_again_and_nothing_is_lost(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    dana = await rig.join()
    await first(dana, 2)
    rig.memory.unreadable = 2
    await rig.write("four")
    assert (await dana.read())["seq"] == 4
    assert caplog.text.count("stream 1 cannot be read") == 2
    await dana.leave()


async def test_a_renewed_log_makes_every_page_load_again(rig: Rig) -> None:
    dana = await rig.join()
    await first(dana, 2)

    def restore() -> None:
        rig.memory.epoch = "second"
        rig.memory.logs[1] = rig.memory.logs[1][:1]
        rig.hub.nudge(1)

    await rig.run_there(restore)
    assert await dana.read() == {"kind": "hello", "epoch": "second", "seq": 1}
    assert await dana.close_code() == 1012
    back = await rig.join(epoch="first", after=3)
    assert await back.read() == {"kind": "hello", "epoch": "second", "seq": 1}
    await rig.write("two again")
    assert (await back.read())["seq"] == 2
    await back.leave()


async def test_there_is_nothing_to_follow_where_there_is_no_stream(rig: Rig) -> None:
    with pytest.raises(Refused) as refused:
        await rig.join(stream=9)
    assert refused.value.status == 404
    assert (rig.hub.streams, rig.hub.places) == ({}, 0)


async def test_a_log_out_of_reach_refuses_in_plain_http(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.memory.unreadable = 1
    with pytest.raises(Refused) as refused:
        await rig.join()
    assert refused.value.status == 503
    assert "retry-after" in refused.value.answer
    assert "stream 1 cannot be opened" in caplog.text
    dana = await rig.join()
    assert brief(await first(dana, 2)) == [("hello", 3), ("snapshot", 3)]
    await dana.leave()


# Caps


async def test_one_address_has_so_many_places_and_gets_them_back() -> None:
    with Rig(lambda memory: Hub(memory, max_per_address=2)) as rig:
        rig.memory.write(1, "one")
        school = [await rig.join(address="192.0.2.1") for _ in range(2)]
        with pytest.raises(Refused) as refused:
            await rig.join(address="192.0.2.1")
        assert refused.value.status == 429
        assert "retry-after: 30" in refused.value.answer
        school.append(await rig.join(address="192.0.2.2"))
        await school[0].leave()
        await rig.until(lambda: rig.hub.addresses["192.0.2.1"] == 1)
        school[0] = await rig.join(address="192.0.2.1")
        await asyncio.gather(*(wire.leave() for wire in school))


async def test_beyond_the_cap_a_page_is_told_to_ask_now_and_then() -> None:
    with Rig(lambda memory: Hub(memory, max_sockets=3)) as rig:
        rig.memory.write(1, "one")
        wires = [await rig.join(address=f"192.0.2.{n}") for n in range(3)]
        with pytest.raises(Refused) as refused:
            await rig.join(address="192.0.2.9")
        assert refused.value.status == 503
        assert "retry-after: 30" in refused.value.answer
        for wire in wires:
            await wire.leave()


async def test_the_cap_is_never_more_than_the_open_files_allow(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    await rig.run_there(lambda: rig.hub.fit(1))
    assert "room for 1 live sockets" in caplog.text
    dana = await rig.join()
    with pytest.raises(Refused) as refused:
        await rig.join()
    assert refused.value.status == 503
    await dana.leave()


# The desk


async def test_the_desk_is_heard_in_order(rig: Rig) -> None:
    priya = await rig.join("desk")
    for text in (b"claim", b"heartbeat", b"release"):
        priya.send(TEXT, text)
    await rig.until(lambda: rig.desk.heard == ["claim", "heartbeat", "release"])
    await priya.leave()
    await rig.until(lambda: rig.desk.left == 1)


async def test_a_deed_that_breaks_closes_the_desk_and_is_logged(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    priya = await rig.join("desk")
    priya.send(TEXT, b"break")
    assert await priya.close_code() == 1011
    assert "could not be answered" in caplog.text


async def test_the_desk_does_not_read_bytes(rig: Rig) -> None:
    priya = await rig.join("desk")
    priya.send(BINARY, b"claim")
    assert await priya.close_code() == 1008
    assert rig.desk.heard == []


async def test_a_desk_that_floods_is_closed(rig: Rig) -> None:
    priya = await rig.join("desk")
    for _ in range(100):
        priya.send(TEXT, b"wait")
    assert await priya.close_code() == 1008
    await rig.run_there(rig.desk.slow.set)


async def test_an_ended_session_loses_its_sockets_at_once_and_no_other(rig: Rig) -> None:
    priya = [await rig.join("desk", owner="priya") for _ in range(2)]
    cole = await rig.join("desk", owner="cole")
    for wire in [*priya, cole]:
        await first(wire, 2)
    assert await rig.run_there(lambda: rig.hub.close("priya", 4001)) == 2
    await rig.write("four")
    assert [await wire.close_code() for wire in priya] == [4001, 4001]
    assert (await cole.read())["seq"] == 4
    assert await rig.run_there(lambda: rig.hub.close("priya", 4001)) == 0
    await cole.leave()


# Stopping


async def test_stopping_tells_everybody_to_come_back_and_notes_who_left(rig: Rig) -> None:
    wires = [await rig.join("public"), await rig.join("desk")]
    for wire in wires:
        await first(wire, 2)
    await rig.do(rig.hub.stop())
    assert [await wire.close_code() for wire in wires] == [1012, 1012]
    assert rig.desk.left == 1
    with pytest.raises(Refused) as refused:
        await rig.join()
    assert refused.value.status == 503


# Who does not answer


async def test_a_dead_connection_is_cut_off_and_a_live_one_stays(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Rig(lambda memory: Hub(memory, beat=0.01)) as rig, caplog.at_level(logging.WARNING):
        rig.memory.write(1, "one")
        live, dead = await rig.join(), await rig.join()
        pongs = 0
        while rig.hub.places == 2 or pongs < 4:
            opcode, body = await live.frame()
            if opcode != TEXT:
                live.send(PONG, body)
                pongs += 1
        assert rig.hub.places == 1
        assert await dead.close_code() is None
        await live.leave()
    assert caplog.records == []
