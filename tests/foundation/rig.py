"""A real server on a real port, in a thread of its own, and a client that speaks bytes."""

import asyncio
import json
import os
import secrets
import socket
import struct
import threading
from base64 import b64encode
from collections.abc import Callable, Coroutine
from typing import Self, TypeVar

import uvicorn
from starlette.types import ASGIApp

from foundation import server
from foundation.live.hub import Hub
from tests.foundation.echo import ECHO_LARGEST, Desk, Line, Memory, build

T = TypeVar("T")
WITHIN = 10.0  # seconds anything may take here before the test fails

TEXT, BINARY, CONT, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA


class Rig:
    """The test app being served; deeds are done inside its loop."""

    def __init__(self, make: Callable[[Memory], Hub[Line]] = Hub[Line]) -> None:
        self.memory = Memory()
        self.make = make
        self.desk = Desk()
        self.configure: Callable[[ASGIApp], uvicorn.Config] = ours

    def __enter__(self) -> Self:
        self.hub = self.make(self.memory)
        listening = server.listen("127.0.0.1", 0)
        self.port: int = listening.getsockname()[1]
        up = threading.Event()
        app = build(self.memory, self.hub, self.desk)
        self.server = server.Server(self.configure(app), ready=up.set)
        self.thread = threading.Thread(target=self.run, args=(listening,))
        self.thread.start()
        assert up.wait(WITHIN)
        return self

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(WITHIN)
        assert not self.thread.is_alive()

    async def restart(self) -> None:
        """Stop and start again, on another port but with the same log."""
        await asyncio.to_thread(self.__exit__)
        await asyncio.to_thread(self.__enter__)

    def run(self, listening: socket.socket) -> None:
        with asyncio.Runner(loop_factory=self.server.config.get_loop_factory()) as runner:
            self.loop = runner.get_loop()
            runner.run(self.server.serve(sockets=[listening]))

    async def do(self, work: Coroutine[None, None, T]) -> T:
        """Await something in the server's own loop."""
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        return await asyncio.wait_for(asyncio.wrap_future(future), WITHIN)

    async def run_there(self, deed: Callable[[], T]) -> T:
        async def work() -> T:
            return deed()

        return await self.do(work())

    async def write(
        self, body: str, *, stream: int = 1, audience: str = "public", about: str = ""
    ) -> int:
        """Commit one event and nudge, as a verb does."""

        def deed() -> int:
            seq = self.memory.write(stream, body, audience=audience, about=about)
            self.hub.nudge(stream)
            return seq

        return await self.run_there(deed)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let the server's loop turn until something is so."""

        async def work() -> None:
            while not condition():  # noqa: ASYNC110 - it watches state that rings no bell
                await asyncio.sleep(0)

        await self.do(work())

    async def join(
        self, audience: str = "public", *, stream: int = 1, epoch: str | None = None,
        after: int | None = None, address: str = "", owner: str = "",
    ) -> "Wire":  # fmt: skip
        given = {"epoch": epoch, "after": after, "address": address, "owner": owner}
        query = "&".join(
            f"{name}={value}" for name, value in given.items() if value not in (None, "")
        )
        return await Wire.open(self.port, f"/live/{stream}/{audience}?{query}")


class Refused(Exception):
    """The handshake was answered with plain HTTP."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(answer.decode())
        self.status = int(answer.split()[1])
        self.answer = answer.decode().lower()


class Wire:
    """A WebSocket client that does what it is told, also what no client should."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connect(cls, port: int, *, receive_buffer: int = 0) -> Self:
        plain = socket.socket()
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
        limit = receive_buffer or 2**24  # a stream would read on and hide that nobody does
        return cls(*await asyncio.open_connection(sock=plain, limit=limit))

    @classmethod
    async def open(cls, port: int, path: str = "/echo", *, receive_buffer: int = 0) -> Self:
        """Do the handshake. Raises Refused when it is not answered with 101."""
        wire = await cls.connect(port, receive_buffer=receive_buffer)
        wire.writer.write(handshake(path))
        async with asyncio.timeout(WITHIN):
            answer = await wire.reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 101"):
                answer += await wire.reader.read()
                await wire.end()
                raise Refused(answer)
        return wire

    def send(
        self, opcode: int, body: bytes = b"", *, final: bool = True, masked: bool = True,
        reserved: int = 0,
    ) -> None:  # fmt: skip
        self.writer.write(framed(opcode, body, final=final, masked=masked, reserved=reserved))

    async def frame(self) -> tuple[int, bytes]:
        """The next frame's opcode and body. Raises IncompleteReadError at the end."""
        async with asyncio.timeout(WITHIN):
            first, size = await self.reader.readexactly(2)
            if size > 125:
                width = 2 if size == 126 else 8
                size = int.from_bytes(await self.reader.readexactly(width))
            return first & 0x0F, await self.reader.readexactly(size)

    async def read(self) -> dict[str, str | int]:
        """The next text, as JSON; pings are answered on the way."""
        while True:
            opcode, body = await self.frame()
            if opcode == TEXT:
                return json.loads(body)
            if opcode == CLOSE:
                raise EOFError(int.from_bytes(body[:2]))
            self.send(PONG, body)

    async def close_code(self, *, answer: bool = True) -> int | None:
        """Read to the end; tells the code of the server's close frame, None if it sent none."""
        code = None
        try:
            while True:
                opcode, body = await self.frame()
                if opcode == CLOSE:
                    code = int.from_bytes(body[:2])
                    if answer:
                        self.send(CLOSE, body)
        except (asyncio.IncompleteReadError, ConnectionError):
            return code
        finally:
            await self.end()

    async def end(self) -> None:
        self.writer.close()
        try:
            await self.writer.wait_closed()
        except ConnectionError:
            return

    async def leave(self) -> None:
        """Close as a browser does."""
        self.send(CLOSE, (1001).to_bytes(2))
        await self.close_code()

    def reset(self) -> None:
        """Cut the connection with a reset."""
        plain = self.writer.get_extra_info("socket")
        if plain.fileno() >= 0:  # else the server was quicker
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


def handshake(path: str, *, key: bool = True, version: int = 13) -> bytes:
    fields = [
        f"GET {path} HTTP/1.1",
        "Host: localhost",
        "Connection: Upgrade",
        "Upgrade: websocket",
    ]
    fields.append(f"Sec-WebSocket-Version: {version}")
    if key:
        fields.append(f"Sec-WebSocket-Key: {b64encode(secrets.token_bytes(16)).decode()}")
    return "\r\n".join([*fields, "", ""]).encode()


def framed(
    opcode: int, body: bytes, *, final: bool = True, masked: bool = True, reserved: int = 0
) -> bytes:
    first = (0x80 if final else 0) | reserved << 4 | opcode
    size = len(body)
    if size < 126:
        head, length = size, b""
    elif size < 65_536:
        head, length = 126, size.to_bytes(2)
    else:
        head, length = 127, size.to_bytes(8)
    if not masked:
        return bytes((first, head)) + length + body
    mask = os.urandom(4)
    veiled = bytes(byte ^ mask[place % 4] for place, byte in enumerate(body))
    return bytes((first, 0x80 | head)) + length + mask + veiled


def ours(app: ASGIApp) -> uvicorn.Config:
    return server.config(app, largest=ECHO_LARGEST)


def stock(app: ASGIApp) -> uvicorn.Config:
    """uvicorn as it comes, for controls."""
    return uvicorn.Config(
        app, ws="websockets-sansio", ws_per_message_deflate=False, log_config=None
    )


async def first(wire: Wire, frames: int) -> list[dict[str, str | int]]:
    return [await wire.read() for _ in range(frames)]


def brief(frames: list[dict[str, str | int]]) -> list[tuple[str | int, ...]]:
    return [(frame["kind"], frame["seq"]) for frame in frames]
