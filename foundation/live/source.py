"""Where the hub learns what happened: the shape of what the roof registers with it."""

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from foundation.live.wire import Frame, Snapshot


class Numbered(Protocol):
    """A row of the log, as far as the hub looks at it."""

    @property
    def seq(self) -> int: ...


E = TypeVar("E", bound=Numbered)


class Source(Protocol[E]):
    """Where the hub learns what happened; registered by the roof, for the hub knows no chats."""

    async def head(self, stream: int) -> tuple[str, int] | None:
        """Epoch and last number of a stream; None when there is none."""
        ...

    async def events(self, stream: int, after: int, upto: int | None = None) -> Sequence[E]:
        """Rows of the log after a number, ascending."""
        ...

    def audiences(self, event: E) -> Collection[str]:
        """Who hears of it."""
        ...

    async def render(self, stream: int, audience: str, events: Sequence[E]) -> Sequence[Frame]:
        """The items these events are about as that audience may see them now."""
        ...

    async def snapshot(self, stream: int, audience: str) -> Snapshot:
        """The whole room as that audience may see it now."""
        ...
