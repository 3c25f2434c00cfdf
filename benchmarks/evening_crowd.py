"""The room of a simulated evening: many public sockets in one light process, each of which notes
which questions it was shown.

    python -m benchmarks.evening_crowd PORT PATH

Reads commands on its standard input and answers each with one line:

    join COUNT          let so many in, each from an address of its own
    missed SECONDS ID…  wait until all were shown all of these; how many were not, how many are gone
"""

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

import uvloop

from foundation.server import raise_file_limit

AT_ONCE = 100  # who come in together
PATIENCE = 20.0  # seconds until somebody is in
LONGEST_COMMAND = 1 << 20  # bytes: an evening's ids
TEXT, CLOSE, PING = 1, 8, 9
PONG = b"\x8a\x80\0\0\0\0"


class Crowd:
    """Everybody in the room."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.viewers: list[Viewer] = []
        self.news = asyncio.Event()

    async def join(self, count: int) -> str:
        while (few := min(AT_ONCE, count - len(self.viewers))) > 0:
            numbers = range(len(self.viewers), len(self.viewers) + few)
            self.viewers += await asyncio.gather(*(self.enter(number) for number in numbers))
        return f"joined {sum(not one.gone for one in self.viewers)}"

    async def enter(self, number: int) -> "Viewer":
        _, viewer = await asyncio.get_running_loop().create_connection(
            lambda: Viewer(self), "127.0.0.1", self.port, local_addr=(address(number), 0)
        )
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(viewer.joined, PATIENCE)
        return viewer

    async def missed(self, seconds: float, ids: frozenset[str]) -> str:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while any(not one.shown >= ids for one in self.viewers):
                    self.news.clear()
                    await self.news.wait()
        lacking = sum(not one.shown >= ids for one in self.viewers)
        return f"missed {lacking} {sum(one.gone for one in self.viewers)}"


class Viewer(asyncio.Protocol):
    """One page's live socket."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.rest = bytearray()
        self.shaken = self.gone = False
        self.shown: set[str] = set()
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        host = f"127.0.0.1:{self.crowd.port}"
        self.transport.write(
            f"GET {self.crowd.path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {'A' * 22}==\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if not self.shaken:
            head, blank, rest = self.rest.partition(b"\r\n\r\n")
            if not blank:
                return
            if not head.startswith(b"HTTP/1.1 101"):
                return self.transport.abort()
            self.shaken, self.rest = True, rest
        for opcode, body in frames(self.rest):
            self.take(opcode, body)

    def take(self, opcode: int, body: bytes) -> None:
        if opcode == PING:
            self.transport.write(PONG)
        elif opcode == CLOSE:
            self.transport.close()
        elif opcode == TEXT:
            kind, item = read(body)
            if kind == "snapshot" and not self.joined.done():
                self.joined.set_result(None)
            if kind == "question.approved":
                self.shown.add(item)
                self.crowd.news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True


def address(number: int) -> str:
    """One of 127.0.0.0/8 for each."""
    return f"127.{10 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


def frames(rest: bytearray) -> Iterator[tuple[int, bytes]]:
    """Take the whole frames from the front: what sort each is, and what it holds."""
    while len(rest) >= 2:
        head, size = 2, rest[1] & 127
        if size > 125:
            head = 4 if size == 126 else 10
            size = int.from_bytes(rest[2:head])
        if len(rest) < head + size:
            return
        frame = rest[0] & 15, bytes(rest[head : head + size])
        del rest[: head + size]
        yield frame


@lru_cache(maxsize=64)
def read(body: bytes) -> tuple[str, str]:
    """A frame's kind and what it is about; everybody gets the same bytes."""
    frame = json.loads(body)
    return frame["kind"], frame.get("id", "")


async def obey(port: int, path: str) -> None:
    """Do what is said on the standard input until it ends."""
    crowd, said = Crowd(port, path), asyncio.StreamReader(LONGEST_COMMAND)
    protocol = asyncio.StreamReaderProtocol(said)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while line := await said.readline():
        match line.decode().split():
            case ["join", count]:
                answer = await crowd.join(int(count))
            case ["missed", seconds, *ids]:
                answer = await crowd.missed(float(seconds), frozenset(ids))
            case _:
                return
        print(answer, flush=True)


if __name__ == "__main__":
    raise_file_limit()
    uvloop.run(obey(int(sys.argv[1]), sys.argv[2]))
