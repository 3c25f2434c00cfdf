"""A live socket on a server that offers no attaching: the same behaviour over a bounded queue."""

import asyncio
from collections import deque

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from foundation.live import wire
from foundation.live.sockets import BUFFER, LINGER, Listener


class Mailbox:
    """Looks like an attached socket to the hub; its endpoint stays and carries the letters out."""

    def __init__(self, websocket: WebSocket, listener: Listener, *, reads_only: bool) -> None:
        self.websocket = websocket
        self.listener: Listener | None = listener
        self.reads_only = reads_only
        self.limit = BUFFER
        self.missed = 0  # whoever runs the connection asks for signs of life
        self.letters: deque[bytes] = deque()
        self.size = 0
        self.farewell: tuple[int, str] | None = None
        self.woken = asyncio.Event()
        self.cut = asyncio.Event()

    def deliver(self, data: bytes) -> None:
        if self.listener is None:
            return
        if self.size > self.limit:
            self.drop()
            return
        self.letters.append(data)
        self.size += len(data)
        self.woken.set()

    def ping(self) -> None:
        """Nothing: pings are the server's here."""

    def close(self, code: int, reason: str = "") -> None:
        if self.listener is None:
            return
        self.farewell = (code, reason)
        self.leave()
        self.woken.set()
        asyncio.get_running_loop().call_later(LINGER, self.cut.set)

    def drop(self) -> None:
        """End it now, even if a letter is stuck on its way out."""
        self.leave()
        self.cut.set()

    def leave(self) -> None:
        listener, self.listener = self.listener, None
        if listener is not None:
            listener.gone()

    async def run(self) -> None:
        """Carry letters out and listen, until either side has had enough."""
        parts: list[asyncio.Task[object]] = [
            asyncio.create_task(part) for part in (self._send(), self._hear(), self.cut.wait())
        ]
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        finally:
            self.leave()
            for part in parts:
                part.cancel()

    async def _send(self) -> None:
        try:
            while self.letters or self.farewell is None:
                await self.woken.wait()
                self.woken.clear()
                while self.letters:
                    await self._deliver(self.letters.popleft())
            await self.websocket.close(*self.farewell)
        except (OSError, WebSocketDisconnect):
            return

    async def _deliver(self, letter: bytes) -> None:
        for text in wire.texts(letter):
            await self.websocket.send_text(text)
        self.size -= len(letter)

    async def _hear(self) -> None:
        while self.websocket.client_state is WebSocketState.CONNECTED:
            event = await self.websocket.receive()
            if event["type"] == "websocket.receive" and self.listener is not None:
                if self.reads_only:
                    self.close(1008, "nothing is read here")
                    await asyncio.Event().wait()  # the farewell is on its way
                text = event.get("text")
                self.listener.heard(event["bytes"] if text is None else text)
