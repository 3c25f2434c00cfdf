"""uvicorn's HTTP protocol with limits: on how long and how much a client asks, and on a rush."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, cast

import h11
from uvicorn.server import ServerState
from websockets.datastructures import Headers
from websockets.http11 import Request

from foundation.live.sockets import WebSocketProtocol

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
else:
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:  # httptools is not to be had on every platform
        from uvicorn.protocols.http.h11_impl import H11Protocol as HttpToolsProtocol

REQUEST_WITHIN = 10.0  # seconds a client may take to send its headers, and again its body
LARGEST_HEADERS = 64 * 1024  # bytes
AT_ONCE = 16  # handshakes between two turns of the loop


class PatientProtocol(HttpToolsProtocol):
    """Cuts off clients that never finish asking, and lets handshakes in a few at a time."""

    deadline: asyncio.TimerHandle | None = None
    upgraded = False
    asked = 0  # bytes of a request whose headers are not complete

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self.set_deadline()

    def data_received(self, data: bytes) -> None:
        if self.upgraded:
            self.transport.abort()  # a client that does not wait for the handshake's answer
            return
        super().data_received(data)
        if self.upgraded:
            return
        if self.cycle is None or self.cycle.response_complete:
            self.asked += len(data)
            self.set_deadline()
        elif self.cycle.more_body:
            self.set_deadline()
        else:
            self.clear_deadline()
        if self.asked > LARGEST_HEADERS:
            self.transport.abort()

    def handle_websocket_upgrade(self, event: h11.Request | None = None) -> None:
        """Queue up at the door: hundreds of handshakes in a row would hold up those inside."""
        self.upgraded = True
        self.clear_deadline()
        method = self.scope["method"] if event is None else event.method.decode()
        version = self.scope["http_version"] if event is None else "1.1"
        target = self.url if event is None else event.target
        headers = Headers()
        for name, value in self.headers:
            headers[name.decode("latin-1")] = value.decode("latin-1")
        self.request = Request(target.decode("latin-1"), headers, method, f"HTTP/{version}")
        cast(Entrance, self.server_state).queue(self)

    def hand_over(self) -> None:
        """Go on as a WebSocket, without writing the request down and reading it again."""
        self.parser = None  # breaks the ring of protocol and parser without the collector
        if self.transport.is_closing():
            return
        self.connections.discard(self)
        protocol = WebSocketProtocol(self.config, self.server_state, self.app_state)
        protocol.connection_made(self.transport)
        self.transport.set_protocol(protocol)
        protocol.handle_connect(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        self.clear_deadline()
        super().connection_lost(exc)

    def set_deadline(self) -> None:
        if self.deadline is None:
            self.deadline = self.loop.call_later(REQUEST_WITHIN, self.transport.abort)

    def clear_deadline(self) -> None:
        self.asked = 0
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None


class Entrance(ServerState):
    """What uvicorn's connections share, and the door at which handshakes wait."""

    def __init__(self) -> None:
        super().__init__()
        self.door: deque[PatientProtocol] = deque()

    def queue(self, asking: PatientProtocol) -> None:
        self.door.append(asking)
        if len(self.door) == 1:
            asking.loop.call_soon(self.let_in, asking.loop)

    def let_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Answer the next few handshakes; the rest wait while the loop turns."""
        few = [self.door.popleft() for _ in range(min(AT_ONCE, len(self.door)))]
        if self.door:
            loop.call_soon(self.let_in, loop)
        for asking in few:
            asking.hand_over()
