"""Live sockets: uvicorn's protocol, which lets its ASGI side go once a viewer is attached."""

import asyncio
import resource
import socket
import struct
from os import write
from typing import Protocol, cast

from uvicorn._types import ASGI3Application, ASGISendEvent
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode
from websockets.http11 import Request
from websockets.protocol import SEND_EOF, State

from foundation.live.parser import Parser

ATTACH = "webchat.attach"  # the ASGI extension through which an endpoint reaches its connection
LARGEST = 16 * 1024  # bytes of one incoming text
LINGER = 1.0  # seconds a closing connection may take before it is cut
BUFFER = 256 * 1024  # bytes that may wait for a viewer who reads slowly
PING = b"\x89\x00"
RESET = struct.pack("ii", 1, 0)
SPARE_FILES = 256  # descriptors kept back for the database, logs and plain requests


def room_for_sockets() -> int:
    """How many live sockets the open-files limit allows beside everything else."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(0, allowed - SPARE_FILES)


class Listener(Protocol):
    """What a connection tells whoever attached it."""

    def heard(self, data: str | bytes) -> None: ...

    def gone(self) -> None: ...


class Socket(asyncio.Protocol):
    """One attached connection: its transport, its parser and who listens; nothing else is kept."""

    __slots__ = (
        "clogged", "connections", "file", "limit", "listener", "missed", "parser", "transport",
    )  # fmt: skip

    def __init__(
        self, transport: asyncio.Transport, parser: Parser, listener: Listener, *,
        connections: set[asyncio.Protocol],
    ) -> None:  # fmt: skip
        self.transport = transport
        self.parser = parser
        self.listener: Listener | None = listener
        self.connections = connections
        self.file = plain_file(transport)
        self.clogged = True  # until it is known that nothing waits, and again once nobody listens
        self.limit = BUFFER
        self.missed = 0

    def deliver(self, data: bytes) -> None:
        """Write whole frames; who has let more than `limit` bytes wait is cut off.

        While nothing waits they go straight to the kernel, past the transport, whose bookkeeping
        costs a tenth of a delivery. The descriptor is closed only after `connection_lost`, which
        leaves the way clogged, so what is written here cannot reach somebody else's connection.
        """
        if self.clogged and not self.clear(data):
            return
        try:
            sent = write(self.file, data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop()
            return
        if sent != len(data):
            self.clogged = True
            self.transport.write(data[sent:])

    def clear(self, data: bytes) -> bool:
        """Tell whether the way to the kernel is clear; if not, let the frames wait their turn."""
        if self.listener is None:
            return False
        waiting = self.transport.get_write_buffer_size()
        if waiting > self.limit:
            self.drop()
        elif waiting or self.file < 0:
            self.transport.write(data)
        else:
            self.clogged = False
        return not self.clogged

    def write(self, data: bytes) -> None:
        """Write between deliveries; what the kernel does not take at once waits."""
        self.transport.write(data)
        self.clogged = True

    def data_received(self, data: bytes) -> None:
        self.missed = 0
        self.parser.receive_data(data)
        heard, out = self.parser.take(), self.parser.data_to_send()
        said = 0
        for due, whole in heard:
            self.say(out[said:due])
            said = due
            if self.listener is not None:
                self.listener.heard(whole)
        self.say(out[said:])

    def say(self, out: list[bytes]) -> None:
        """Write what the parser has to say; when it has said its last, close."""
        if not out:
            return
        self.write(b"".join(out))
        if SEND_EOF in out:
            self.finish()
        elif self.transport.get_write_buffer_size() > self.limit:
            self.drop()  # it sends pings and does not read the answers

    def finish(self) -> None:
        """Half-close and go on reading for a moment, or a reset may overtake our last frame."""
        self.leave()
        if self.transport.can_write_eof():
            self.transport.write_eof()
            self.cut_later()
        else:
            self.transport.close()

    def eof_received(self) -> None:
        self.leave()
        self.cut_later()  # else a transport that cannot empty its buffer would stay for ever

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self)
        self.leave()
        self.parser.parser.close()  # breaks the ring of parser and generator without the collector

    def ping(self) -> None:
        """Ask for a sign of life; whatever comes back resets `missed`."""
        self.missed += 1
        self.parser.frames = 0
        self.write(PING)

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye now; who does not answer within LINGER seconds is cut off."""
        if self.listener is None:
            return
        self.leave()
        if self.parser.state is State.OPEN:
            self.parser.send_close(code, reason)
            self.say(self.parser.data_to_send())
        self.cut_later()

    def drop(self) -> None:
        """Cut the connection at once, with whatever still waits to be written, here and below.

        A plain close would leave the kernel trying to hand over the rest for a long while.
        """
        self.leave()
        plain = self.transport.get_extra_info("socket")
        if plain is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()

    def shutdown(self) -> None:
        """What uvicorn calls on every connection when the server stops."""
        self.close(CloseCode.SERVICE_RESTART)

    def leave(self) -> None:
        listener, self.listener, self.clogged = self.listener, None, True
        if listener is not None:
            listener.gone()

    def cut_later(self) -> None:
        asyncio.get_running_loop().call_later(LINGER, self.transport.abort)


def plain_file(transport: asyncio.Transport) -> int:
    """The descriptor behind a transport; -1 where there is none or TLS lies between."""
    plain = transport.get_extra_info("socket")
    if plain is None or transport.get_extra_info("sslcontext") is not None:
        return -1
    return plain.fileno()


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol until the handshake is done; then an endpoint may attach and return."""

    attached = False
    parser: Parser | None = None  # once the handshake is done

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][ATTACH] = {"attach": self.attach}

    def attach(
        self, listener: Listener, *, largest: int = LARGEST, reads_only: bool = True
    ) -> Socket | None:
        """Hand the accepted connection to a listener; None when the client has already gone.

        Call it straight after accepting: a client may only speak once it has our answer, so
        nothing can have come in between, and one that spoke too early is cut off.
        """
        if self.disconnected or self.parser is None or self.transport.is_closing():
            return None
        if not self.queue.empty() or self.parser.reader.buffer or self.parser.frames:
            self.transport.abort()
            return None
        self.parser.max_message_size = largest
        self.parser.reads_only, self.parser.gathers = reads_only, True
        connections = cast(set[asyncio.Protocol], self.connections)
        attached = Socket(self.transport, self.parser, listener, connections=connections)
        self.transport.set_protocol(attached)
        connections.add(attached)
        self.let_go()
        return attached

    def let_go(self) -> None:
        """Leave the connection to the socket and break the rings that would keep this alive."""
        self.attached = True
        self.connections.discard(self)
        del self.conn, self.parser, self.scope, self.request, self.response

    async def send(self, message: ASGISendEvent) -> None:
        """As uvicorn's; with the handshake done, the parser of frames takes over."""
        await super().send(message)
        if message["type"] == "websocket.accept" and self.conn.state is State.OPEN:
            self.conn.parser.close()  # breaks the ring of parser and generator
            self.conn = self.parser = Parser(largest=self.config.ws_max_size)

    def data_received(self, data: bytes) -> None:
        if self.handshake_initiated and not self.handshake_complete:
            self.transport.abort()  # a client that does not wait for the handshake's answer
            return
        super().data_received(data)

    async def run_asgi(self) -> None:
        """As uvicorn's, but an endpoint may return while its connection lives on."""
        try:
            await cast(ASGI3Application, self.app)(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except Exception:
            self.logger.exception("Exception in ASGI application\n")
        if self.attached:
            return
        if not self.handshake_complete and self.initial_response is None:
            self.logger.error("an endpoint returned without answering the handshake")
            self.send_500_response()
        if self.close_timer is None:
            self.transport.close()
