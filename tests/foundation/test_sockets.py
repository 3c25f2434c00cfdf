"""Our own cases at the level of bytes, on the routes the rooms use and on the echo route."""

import asyncio
import contextlib
import gc
import logging
import socket
from collections.abc import AsyncIterator, Iterator

import pytest

from foundation import patience
from foundation.live import sockets
from foundation.live.parser import FRAMES
from foundation.live.sockets import LARGEST, WebSocketProtocol, plain_file
from tests.foundation.rig import (
    BINARY,
    CLOSE,
    CONT,
    PING,
    PONG,
    TEXT,
    WITHIN,
    Refused,
    Rig,
    Wire,
    framed,
    handshake,
)  # fmt: skip


@pytest.fixture(scope="module")
def served() -> Iterator[Rig]:
    with Rig() as rig:
        yield rig


@pytest.fixture
async def echo(served: Rig) -> AsyncIterator[Wire]:
    wire = await Wire.open(served.port)
    yield wire
    await wire.end()


@pytest.fixture(autouse=True)
def _no_complaints(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """No client, however rude, makes the server log a warning or a traceback."""
    with caplog.at_level(logging.WARNING):
        yield
    assert [record.getMessage() for record in caplog.get_records("call")] == []


# What is right


async def test_a_text_split_in_the_middle_of_a_letter_is_joined(echo: Wire) -> None:
    whole = "naïve, déjà vu".encode()
    echo.send(TEXT, whole[:3], final=False)
    echo.send(CONT, whole[3:9], final=False)
    echo.send(CONT, whole[9:])
    assert await echo.frame() == (TEXT, whole)


async def test_bytes_come_back_as_bytes(echo: Wire) -> None:
    echo.send(BINARY, b"\xff\x00\xfe")
    assert await echo.frame() == (BINARY, b"\xff\x00\xfe")


async def test_a_ping_between_fragments_is_answered_before_the_text(echo: Wire) -> None:
    echo.send(TEXT, b"half ", final=False)
    echo.send(PING, b"still there?")
    echo.send(CONT, b"and half")
    assert await echo.frame() == (PONG, b"still there?")
    assert await echo.frame() == (TEXT, b"half and half")


async def test_frames_that_arrive_byte_by_byte_are_read(echo: Wire) -> None:
    for byte in framed(TEXT, "dríp dröp".encode()):
        echo.writer.write(bytes((byte,)))
        await echo.writer.drain()
    assert await echo.frame() == (TEXT, "dríp dröp".encode())


async def test_many_frames_that_arrive_at_once_are_answered_in_order(echo: Wire) -> None:
    echo.writer.write(b"".join(framed(TEXT, b"%d" % number) for number in range(100)))
    assert [await echo.frame() for _ in range(100)] == [(TEXT, b"%d" % n) for n in range(100)]


@pytest.mark.parametrize("code", [1000, 1001, 1011, 3000, 4999])
async def test_a_close_is_answered_with_its_own_code(echo: Wire, code: int) -> None:
    echo.send(CLOSE, code.to_bytes(2) + b"bye")
    assert await echo.close_code() == code


async def test_a_close_between_fragments_is_a_close(echo: Wire) -> None:
    echo.send(TEXT, b"never fin", final=False)
    echo.send(CLOSE, (1000).to_bytes(2))
    assert await echo.close_code() == 1000


async def test_what_was_said_before_a_close_is_still_answered(echo: Wire) -> None:
    echo.writer.write(framed(TEXT, b"last") + framed(CLOSE, (1000).to_bytes(2)))
    assert await echo.frame() == (TEXT, b"last")
    assert await echo.close_code() == 1000


# What is wrong

WRONG = {
    "a frame without a mask": (framed(TEXT, b"bare", masked=False), 1002),
    "a reserved bit": (framed(TEXT, b"odd", reserved=4), 1002),
    "a reserved opcode": (framed(0x3, b"odd"), 1002),
    "a reserved control opcode": (framed(0xB, b""), 1002),
    "a long ping": (framed(PING, b"x" * 126), 1002),
    "a ping in fragments": (framed(PING, b"x", final=False), 1002),
    "a continuation of nothing": (framed(CONT, b"x"), 1002),
    "a text inside a text": (framed(TEXT, b"x", final=False) + framed(TEXT, b"y"), 1002),
    "a close of one byte": (framed(CLOSE, b"\x03"), 1002),
    "a close code nobody may send": (framed(CLOSE, (1005).to_bytes(2)), 1002),
    "a close code that is none": (framed(CLOSE, (999).to_bytes(2)), 1002),
    "a close reason that is no text": (framed(CLOSE, (1000).to_bytes(2) + b"\xff"), 1007),
    "a text that is no text": (framed(TEXT, b"caf\xe9"), 1007),
    "half a letter at the end": (framed(TEXT, "é".encode()[:1]), 1007),
    "a surrogate": (framed(TEXT, b"\xed\xa0\x80"), 1007),
    "no text in a fragment": (framed(TEXT, b"ok", final=False) + framed(CONT, b"\xff"), 1007),
    "no text, then a close": (framed(TEXT, b"\xff") + framed(CLOSE, (1000).to_bytes(2)), 1007),
    "too much": (framed(BINARY, b"x" * (128 * 1024 + 1)), 1009),
    "too much in fragments": (
        framed(BINARY, b"x" * (128 * 1024), final=False) + framed(CONT, b"x"),
        1009,
    ),
    "a length of eight bytes that lies": (b"\x81\xff" + (2**62).to_bytes(8) + b"mask", 1009),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_refused_with_the_right_code(echo: Wire, wrong: str) -> None:
    data, code = WRONG[wrong]
    echo.writer.write(data)
    assert await echo.close_code() == code


async def test_bad_text_is_refused_before_its_last_fragment(echo: Wire) -> None:
    echo.send(TEXT, b"\xff\xff", final=False)
    assert await echo.close_code() == 1007


async def test_a_flood_of_pings_is_cut_short(echo: Wire) -> None:
    echo.writer.write(framed(PING, b"") * (FRAMES + 1))
    assert await echo.close_code() == 1008


async def test_a_flood_of_empty_fragments_is_cut_short(echo: Wire) -> None:
    echo.send(TEXT, b"", final=False)
    echo.writer.write(framed(CONT, b"", final=False) * FRAMES)
    assert await echo.close_code() == 1008


# Public sockets only read


@pytest.mark.parametrize("opcode", [TEXT, BINARY])
@pytest.mark.parametrize("final", [True, False])
async def test_whoever_speaks_on_a_public_socket_is_closed(
    rig: Rig, opcode: int, final: bool
) -> None:
    wire = await rig.join("public")
    wire.send(opcode, b"let me in", final=final)
    assert await wire.close_code() == 1008


async def test_a_public_socket_may_ping(rig: Rig) -> None:
    wire = await rig.join("public")
    assert (await wire.read())["kind"] == "hello"
    assert (await wire.read())["kind"] == "snapshot"
    wire.send(PING, b"there?")
    assert await wire.frame() == (PONG, b"there?")
    await wire.leave()


async def test_the_desk_may_say_as_much_as_the_limit(rig: Rig) -> None:
    wire = await rig.join("desk")
    wire.send(TEXT, b"x" * LARGEST)
    await rig.until(lambda: [len(text) for text in rig.desk.heard] == [LARGEST])
    await wire.leave()


@pytest.mark.parametrize("audience", ["public", "desk"])
async def test_more_than_the_limit_is_too_much_on_real_routes(rig: Rig, audience: str) -> None:
    wire = await rig.join(audience)
    wire.send(TEXT, b"x" * (LARGEST + 1))
    assert await wire.close_code() == 1009
    assert rig.desk.heard == []


# How connections end


async def test_a_client_that_half_closes_is_gone(rig: Rig) -> None:
    wire = await rig.join("public")
    wire.writer.write_eof()
    await rig.until(lambda: rig.hub.places == 0)
    assert await wire.close_code() is None


async def test_a_client_that_resets_is_gone(rig: Rig) -> None:
    wire = await rig.join("public")
    wire.reset()
    await rig.until(lambda: rig.hub.places == 0)


async def test_a_client_that_does_not_answer_a_close_is_cut_off(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LINGER", 0.05)
    wire = await rig.join("public", owner="session")
    assert await rig.run_there(lambda: rig.hub.close("session", 4001)) == 1
    assert await wire.close_code(answer=False) == 4001
    await rig.until(lambda: not rig.server.server_state.connections)


async def test_an_attached_connection_keeps_nothing_of_the_handshake(rig: Rig) -> None:
    """Without the collector's help: 10,000 viewers would give it too much to look through."""
    gc.collect()
    gc.disable()
    try:
        wires = [await rig.join("public") for _ in range(20)]
        await rig.until(lambda: len(rig.server.server_state.tasks) == 0)
        kept = [one for one in gc.get_objects() if isinstance(one, WebSocketProtocol)]
        served = [one for one in gc.get_objects() if isinstance(one, patience.PatientProtocol)]
        assert (len(kept), len(served)) == (0, 0)
    finally:
        gc.enable()
    for wire in wires:
        await wire.leave()


# The handshake


@pytest.mark.parametrize(
    ("request_", "status"),
    [(handshake("/echo", key=False), 400), (handshake("/echo", version=8), 400)],
)
async def test_a_handshake_that_is_wrong_is_refused(rig: Rig, request_: bytes, status: int) -> None:
    wire = await Wire.connect(rig.port)
    wire.writer.write(request_)
    answer = await wire.reader.read()
    assert int(answer.split()[1]) == status
    await wire.end()


async def test_an_endpoint_may_refuse_in_plain_http_and_nothing_is_logged(rig: Rig) -> None:
    with pytest.raises(Refused, match="not yours") as refused:
        await Wire.open(rig.port, "/refused")
    assert refused.value.status == 403


async def test_a_client_that_speaks_before_it_is_let_in_is_cut_off(rig: Rig) -> None:
    rig.memory.pause = asyncio.Event()
    wire = await Wire.connect(rig.port)
    wire.writer.write(handshake("/live/1/desk"))
    await rig.until(lambda: rig.hub.places == 1)
    wire.writer.write(framed(TEXT, b"me first"))
    assert await wire.reader.read() == b""
    await rig.run_there(rig.memory.pause.set)
    await rig.until(lambda: rig.hub.places == 0)
    assert rig.desk.heard == []
    await wire.end()


async def test_an_endpoint_that_breaks_answers_500(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refused) as refused:
        await Wire.open(rig.port, "/broken")
    assert refused.value.status == 500
    assert "Exception in ASGI application" in caplog.text
    caplog.clear()


# Clients that never finish asking


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /body HTTP/1.1\r\nHost: localho",
        handshake("/echo")[:-2],
        b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf",
    ],
    ids=["nothing", "headers", "handshake", "body"],
)
async def test_a_client_that_never_finishes_asking_is_cut_off(
    rig: Rig, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 0.1)
    wire = await Wire.connect(rig.port)
    wire.writer.write(begun)
    async with asyncio.timeout(WITHIN):
        assert await wire.reader.read() == b""
    await wire.end()


async def test_a_client_that_asks_without_end_is_cut_off(rig: Rig) -> None:
    wire = await Wire.connect(rig.port)
    wire.writer.write(b"GET /body HTTP/1.1\r\n" + b"X-More: and more\r\n" * 10_000)
    async with asyncio.timeout(WITHIN):
        with contextlib.suppress(ConnectionError):
            assert await wire.reader.read() == b""
    await wire.end()


async def test_a_second_request_is_waited_for_no_longer(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 0.1)
    wire = await Wire.connect(rig.port)
    wire.writer.write(b"GET /body HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (await wire.reader.readuntil(b"\r\n\r\n0")).startswith(b"HTTP/1.1 200")
    wire.writer.write(b"GET /body HT")
    async with asyncio.timeout(WITHIN):
        assert await wire.reader.read() == b""
    await wire.end()


async def test_patience_ends_only_for_those_who_ask(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viewer may sit for hours: the deadline of its handshake went with the handshake."""
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 0.05)
    viewer = await rig.join("public")
    asking = await Wire.connect(rig.port)
    assert await asking.reader.read() == b""  # the deadline has passed for both
    viewer.send(PING, b"")
    opcodes = [(await viewer.frame())[0] for _ in range(3)]
    assert opcodes == [TEXT, TEXT, PONG]
    await viewer.leave()
    await asking.end()


def test_nothing_is_written_past_a_transport_that_encrypts() -> None:
    with socket.socket() as plain:
        known = {"socket": plain}
        assert plain_file(asyncio.Transport(known)) == plain.fileno()
        assert plain_file(asyncio.Transport({**known, "sslcontext": object()})) == -1
        assert plain_file(asyncio.Transport()) == -1
