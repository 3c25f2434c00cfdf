"""The only place that asks what time it is."""

from datetime import UTC, date, datetime, time
from math import floor
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


def noon(day: date) -> datetime:
    """A day of the calendar in England as a moment of it, for those who write days."""
    return datetime.combine(day, time(12), ENGLAND)


def ahead(at: datetime, now: datetime) -> tuple[str, int]:
    """How far off a moment is, as static/web/times.js counts it: a unit and how many of it.

    Days are those of the calendar in England: on Monday morning, Wednesday evening is two days
    off however many hours it takes. A short night's wait is still told in hours.
    """
    # By timestamps: two moments of one zone are subtracted as the wall shows them.
    seconds = max(0, half_up(at.timestamp() - now.timestamp(), 1))
    days = (local(at).date() - local(now).date()).days
    if seconds < 90:
        return "second", seconds
    if seconds < 5_400:
        return "minute", half_up(seconds, 60)
    if days == 0 or (days == 1 and seconds < 43_200):
        return "hour", half_up(seconds, 3_600)
    return "day", days


def half_up(seconds: float, unit: int) -> int:
    """To the nearest whole unit as scripts round: Python's own rounding takes 2.5 to 2."""
    return floor(seconds / unit + 0.5)


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as the wire carries moments."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
