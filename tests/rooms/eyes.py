"""Public eyes that remember every byte they were sent, and when."""

import base64
import re
import secrets
import select
import socket
import time
from dataclasses import dataclass, field

from chat.checks import looks_like_staff

CANARY = re.compile(rb"K[0-9a-f]{32}")
TAIL = 64  # bytes kept back, for a canary may be cut by two readings
WITHIN = 5.0


def canary() -> str:
    """128 random bits that nobody takes for a member of staff: it serves as a name as well."""
    while looks_like_staff(mark := "K" + secrets.token_hex(16)):
        continue
    return mark


def knock(port: int, path: str) -> tuple[socket.socket, bytes]:
    """A socket of the public's, and the first bytes that came back."""
    found = socket.create_connection(("127.0.0.1", port), WITHIN)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    found.sendall(
        (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n"
        ).encode()
    )
    return found, found.recv(65536)


@dataclass
class Sighting:
    canary: str
    at: float  # time.monotonic() when its bytes were read
    where: str


@dataclass
class Eye:
    """One raw public socket: what it hears is searched as bytes, whatever the frames say."""

    port: int
    path: str
    name: str
    seen: list[Sighting] = field(default_factory=list)
    last_seq: int = 0

    def open(self, after: int | None = None, epoch: str | None = None) -> None:
        self.close()
        self.tail = b""
        query = f"?after={after}" if after is not None else "?"
        query += f"&epoch={epoch}" if epoch else ""
        self.socket, head = knock(self.port, self.path + query)
        while b'"hello"' not in head:
            part = self.socket.recv(65536)
            assert part, f"{self.name} was not let in: {head[:200]!r}"
            head += part
        self.socket.setblocking(False)
        self.note(head)

    def close(self) -> None:
        if getattr(self, "socket", None):
            self.socket.close()

    def look(self) -> None:
        """Read all that has arrived."""
        while True:
            try:
                part = self.socket.recv(1 << 20)
            except BlockingIOError:
                return
            except ConnectionResetError:
                part = b""
            if not part:
                self.open()
                return
            self.note(part)

    def wait(self, seconds: float) -> None:
        if select.select([self.socket], [], [], seconds)[0]:
            self.look()

    def note(self, part: bytes) -> None:
        data, at = self.tail + part, time.monotonic()
        self.seen += [Sighting(found.decode(), at, self.name) for found in CANARY.findall(data)]
        for number in re.findall(rb'"seq":(\d+)', data):
            self.last_seq = int(number)
        # A canary wholly inside the tail is counted twice, which harms nothing.
        self.tail = data[-TAIL:]


def sighted(body: bytes, where: str) -> list[Sighting]:
    at = time.monotonic()
    return [Sighting(found.decode(), at, where) for found in CANARY.findall(body)]
