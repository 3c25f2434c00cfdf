"""The hub on a server without our protocol: Starlette's test client, and uvicorn as it comes."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from foundation.live import sockets
from foundation.live.hub import Hub
from tests.foundation.echo import Desk, Line, Memory, build
from tests.foundation.rig import CLOSE, TEXT, Rig, Wire, stock

T = TypeVar("T")


class Elsewhere:
    def __init__(self, client: TestClient, memory: Memory, hub: Hub[Line], desk: Desk) -> None:
        self.client, self.memory, self.hub, self.desk = client, memory, hub, desk

    def join(self, audience: str, query: str = "") -> WebSocketTestSession:
        return self.client.websocket_connect(f"/live/1/{audience}?{query}")

    def do(self, deed: Callable[[], T]) -> T:
        async def work() -> T:
            return deed()

        assert self.client.portal is not None
        return self.client.portal.call(work)

    def write(self, body: str) -> int:
        def deed() -> int:
            seq = self.memory.write(1, body)
            self.hub.nudge(1)
            return seq

        return self.do(deed)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    memory, desk = Memory(), Desk()
    for body in ("one", "two"):
        memory.write(1, body)
    hub = Hub(memory, max_per_address=2)
    with TestClient(build(memory, hub, desk)) as client:
        yield Elsewhere(client, memory, hub, desk)


def test_a_newcomer_gets_the_room_and_then_what_happens(elsewhere: Elsewhere) -> None:
    with elsewhere.join("public") as dana:
        assert [dana.receive_json()["kind"] for _ in range(2)] == ["hello", "snapshot"]
        elsewhere.write("three")
        assert dana.receive_json()["seq"] == 3


def test_a_page_that_was_away_gets_what_it_missed(elsewhere: Elsewhere) -> None:
    with elsewhere.join("public", "epoch=first&after=1") as dana:
        assert [dana.receive_json()["seq"] for _ in range(2)] == [2, 2]


def test_whoever_speaks_on_a_public_socket_is_closed(elsewhere: Elsewhere) -> None:
    with elsewhere.join("public") as dana:
        assert [dana.receive_json()["kind"] for _ in range(2)] == ["hello", "snapshot"]
        dana.send_text("let me in")
        with pytest.raises(WebSocketDisconnect) as closed:
            dana.receive_json()
    assert closed.value.code == 1008


def test_the_desk_is_heard_and_missed_when_it_leaves(elsewhere: Elsewhere) -> None:
    with elsewhere.join("desk") as priya:
        priya.send_text("claim")
        priya.receive_json()
    assert elsewhere.do(lambda: elsewhere.hub.places) == 0
    assert (elsewhere.desk.heard, elsewhere.desk.left) == (["claim"], 1)


def test_an_ended_session_loses_its_socket(elsewhere: Elsewhere) -> None:
    with elsewhere.join("desk", "owner=priya") as priya:
        assert [priya.receive_json()["kind"] for _ in range(2)] == ["hello", "snapshot"]
        assert elsewhere.do(lambda: elsewhere.hub.close("priya", 4001)) == 1
        with pytest.raises(WebSocketDisconnect) as closed:
            priya.receive_json()
    assert closed.value.code == 4001


def test_the_cap_holds(elsewhere: Elsewhere) -> None:
    with (
        elsewhere.join("public"),
        elsewhere.join("public"),
        pytest.raises(WebSocketDenialResponse) as refused,
        elsewhere.join("public"),
    ):
        pass
    assert refused.value.status_code == 429
    assert refused.value.headers["retry-after"] == "30"


@pytest.fixture
def as_it_comes() -> Iterator[Rig]:
    rig = Rig(lambda memory: Hub(memory, buffer_limit=32 * 1024))
    rig.configure = stock
    rig.memory.write(1, "one")
    with rig:
        yield rig


async def test_on_uvicorn_as_it_comes_a_sleeper_is_cut_off_too(
    as_it_comes: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LINGER", 0.05)
    rig = as_it_comes
    asleep = await Wire.open(rig.port, "/live/1/public", receive_buffer=4096)
    dana = await rig.join(address="10.0.0.1")
    while rig.hub.places == 2:
        seq = await rig.write("x" * 8_000)
        while (await dana.read())["seq"] != seq:
            continue
    assert rig.hub.places == 1
    await dana.leave()
    asleep.reset()


async def test_on_uvicorn_as_it_comes_stopping_tells_everybody(as_it_comes: Rig) -> None:
    dana = await as_it_comes.join()
    assert (await dana.read())["kind"] == "hello"
    await as_it_comes.do(as_it_comes.hub.stop())
    codes = [body[:2] for opcode, body in [await dana.frame() for _ in range(2)] if opcode == CLOSE]
    assert codes == [(1012).to_bytes(2)]
    await dana.end()


async def test_on_uvicorn_as_it_comes_the_desk_is_heard(as_it_comes: Rig) -> None:
    priya = await as_it_comes.join("desk")
    priya.send(TEXT, b"claim")
    await as_it_comes.until(lambda: as_it_comes.desk.heard == ["claim"])
    await asyncio.gather(priya.leave())
