"""How newcomers to a topic are brought up to date while it moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

Piece = tuple[int | None, bytes]  # a frame's number, if it has one, and its wire bytes


class Connection(Protocol):
    """What the fan-out needs of a socket, be it attached or a mailbox."""

    limit: int

    @property
    def listener(self) -> object | None: ...

    def deliver(self, data: bytes) -> None:
        """Write whole frames, or drop who has stopped reading."""

    def close(self, code: int, reason: str = "") -> None: ...

    def drop(self) -> None: ...


@dataclass(slots=True, eq=False)
class Start:
    """What brings newcomers up to date, made once for all who come between two changes.

    A newcomer is either waiting here or among the viewers, never both and never neither: what is
    written to the viewers meanwhile is kept in `behind`, so nothing is missed and nothing doubled.
    """

    base: int  # where the topic stood when this was asked for
    seq: int  # how far the pieces below reach; a snapshot may have read ahead
    ready: bool = False
    snapshot: bytes = b""
    pieces: Sequence[Piece] = ()
    behind: list[Piece] = field(default_factory=list)
    waiting: list[tuple[Connection, int]] = field(default_factory=list)
    made: tuple[tuple[int, int, int], bytes] | None = None  # the last opening, and for whom it does

    def bytes_after(self, after: int) -> bytes:
        ahead = [data for seq, data in self.pieces if seq is not None and seq > after]
        since = [data for seq, data in self.behind if seq is None or seq > self.seq]
        return b"".join([self.snapshot, *ahead, *since])
