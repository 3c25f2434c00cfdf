"""A crowd that reads all the time, while its members come back again and again with old cursors."""

import itertools
import json
import random
import selectors
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from tests.rooms.eyes import CANARY, WITHIN, knock

BACK = 400  # numbers a cursor may be old: past 300 the room comes whole
PAUSE = 0.01  # seconds to wait for somebody to be told something


@dataclass(frozen=True, slots=True)
class Heard:
    """A canary that came, or went, and on what connection."""

    canary: str
    at: float  # time.monotonic() of its reading
    began: float  # and of the connection's beginning
    late: bool = False  # it came after it went, on this very connection


@dataclass
class Reader:
    """One of the crowd, on one connection after the other. `questions` tells, by canary, whose
    words it is in."""

    port: int
    path: str
    questions: dict[str, str]
    epoch: str = ""
    last_seq: int = 0
    came: list[Heard] = field(default_factory=list)
    went: list[Heard] = field(default_factory=list)

    def come(self, *, after: int) -> None:
        self.began = time.monotonic()
        self.stand: set[str] = set()  # canaries this connection has shown and not taken back
        self.gone: set[str] = set()
        query = f"?after={after}&epoch={self.epoch}"
        self.socket, data = knock(self.port, self.path + query)
        while b"\r\n\r\n" not in data:
            data += self.socket.recv(65536)
        head, _, self.data = data.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head
        self.socket.setblocking(False)
        self.listen()

    def listen(self) -> None:
        """Take in all that has arrived."""
        try:
            while part := self.socket.recv(1 << 20):
                self.data += part
        except BlockingIOError:
            pass
        at = time.monotonic()
        for text in self.texts():
            self.note(text, at)

    def texts(self) -> Iterator[bytes]:
        """What the whole frames among them say; a server's are not masked (RFC 6455, 5.1)."""
        while len(self.data) > 1:
            length, start = self.data[1], 2
            if length > 125:
                start = 4 if length == 126 else 10
                length = int.from_bytes(self.data[2:start])
            if len(self.data) < start + length:
                return
            opcode, text = self.data[0] & 15, self.data[start : start + length]
            self.data = self.data[start + length :]
            if opcode == 1:
                yield text

    def note(self, text: bytes, at: float) -> None:
        frame = json.loads(text)
        self.epoch = frame.get("epoch", self.epoch)
        self.last_seq = frame.get("seq", self.last_seq)
        here = {found.decode() for found in CANARY.findall(text)}
        self.came += [Heard(mark, at, self.began, late=mark in self.gone) for mark in here]
        if frame["kind"].endswith(".withdrawn"):
            whose = {mark for mark in self.stand if self.questions[mark] == frame["id"]}
            self.went += [Heard(mark, at, self.began) for mark in whose - here]
            self.gone |= whose - here
        self.stand = (self.stand | here) - self.gone


class Crowd(threading.Thread):
    """Listens to all of its members at once; between whiles one of them goes and comes back."""

    def __init__(self, size: int, port: int, path: str, rng: random.Random) -> None:
        super().__init__(daemon=True)
        self.questions: dict[str, str] = {}
        self.rng = rng
        self.readers = [Reader(port, path, self.questions) for _ in range(size)]
        self.returns = 0
        self.fault: Exception | None = None
        self._doors = selectors.DefaultSelector()
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        for reader in self.readers:
            reader.come(after=0)
            self._doors.register(reader.socket, selectors.EVENT_READ, reader)
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.set()
        self.join(WITHIN)
        for reader in self.readers:
            reader.socket.close()
        self._doors.close()
        if self.fault:
            raise self.fault

    def run(self) -> None:
        try:
            # In turn: whoever stayed for a minute would have to answer pings.
            for reader in itertools.cycle(self.readers):
                self.listen()
                if self._closing.is_set():
                    break
                self.come_back(reader)
        except Exception as fault:
            self.fault = fault

    def listen(self) -> None:
        for key, _ in self._doors.select(timeout=PAUSE):
            key.data.listen()

    def come_back(self, reader: Reader) -> None:
        self._doors.unregister(reader.socket)
        reader.listen()
        reader.socket.close()
        reader.come(after=max(0, reader.last_seq - self.rng.randrange(BACK)))
        self._doors.register(reader.socket, selectors.EVENT_READ, reader)
        self.returns += 1
