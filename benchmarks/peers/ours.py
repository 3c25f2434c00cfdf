"""Our hub on our server, with a log in memory: reading, rendering and encoding included."""

import asyncio
import contextlib
import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from benchmarks.peers.pace import obey, stamped
from foundation import server
from foundation.live.hub import Frame, Hub, Snapshot, Topic

AT = "2026-11-22T19:30:00.000Z"
AROUND = len(json.dumps({"seq": 0, "kind": "shown", "id": "q", "html": "", "at": AT}))


@dataclass(frozen=True, slots=True)
class Line:
    seq: int
    body: str


class Log:
    """A stream in memory; the message that travels is as long as the other servers' are."""

    def __init__(self, message: int, snapshot: int) -> None:
        self.body = message - AROUND
        self.room = "x" * snapshot
        self.lines: list[Line] = []

    async def head(self, stream: int) -> tuple[str, int]:
        return "first", len(self.lines)

    async def events(self, stream: int, after: int, upto: int | None = None) -> Sequence[Line]:
        return self.lines[after:upto]

    def audiences(self, event: Line) -> tuple[str, ...]:
        return ("public",)

    async def render(self, stream: int, audience: str, events: Sequence[Line]) -> list[Frame]:
        return [Frame("shown", "q", line.body, AT, seq=line.seq) for line in events]

    async def snapshot(self, stream: int, audience: str) -> Snapshot:
        return Snapshot("first", len(self.lines), self.room)


async def watch_pauses() -> None:
    """Tell on standard error whenever the loop stood still longer than ever before."""
    loop, longest = asyncio.get_running_loop(), 0.0
    while True:
        began = loop.time()
        await asyncio.sleep(0.01)
        pause = loop.time() - began - 0.01
        if pause > longest:
            longest = pause
            tell("pause", pause)


class Collections:
    """Tells the same of the garbage collector, in processor time."""

    def __init__(self) -> None:
        self.began = self.longest = 0.0

    def __call__(self, phase: str, details: dict[str, int]) -> None:
        if phase == "start":
            self.began = time.thread_time()
        elif (took := time.thread_time() - self.began) > self.longest:
            self.longest = took
            tell("collection", took)


def tell(what: str, seconds: float) -> None:
    print(f"{what} {seconds * 1000:.1f}", file=sys.stderr, flush=True)


def build(message: int, snapshot: int) -> Starlette:
    log = Log(message, snapshot)
    hub = Hub(log, max_sockets=30_000)

    async def say(number: int) -> None:
        log.lines.append(Line(len(log.lines) + 1, stamped(number, log.body)))
        hub.nudge(1)

    async def live(websocket: WebSocket) -> None:
        client = websocket.client
        await hub.join(
            websocket, Topic(1, "public"), epoch=None, after=None,
            address=client.host if client else "",
        )  # fmt: skip

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(obey(say)), asyncio.create_task(watch_pauses())]
        async with hub.running():
            gc.callbacks.append(Collections())
            yield
        for task in tasks:
            task.cancel()

    return Starlette(routes=[WebSocketRoute("/live", live)], lifespan=lifespan)


if __name__ == "__main__":
    server.serve(build(int(sys.argv[1]), int(sys.argv[2])), port=0)
