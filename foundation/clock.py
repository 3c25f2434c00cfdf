"""The only place that asks what time it is."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands still until it is moved; tests hand it in."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def local(at: datetime) -> datetime:
    """The moment as people in England read it on the wall."""
    return at.astimezone(ENGLAND)


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as the wire carries moments."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
