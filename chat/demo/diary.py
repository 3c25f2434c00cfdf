"""When the demonstration's chats are: a rota, at seven by the clock on the wall."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from chat.demo.force import DISTRICTS
from foundation.clock import ENGLAND, local

FORTNIGHT = timedelta(days=14)
TURNS = 4  # chats that each district has in the diary
EVENINGS = (1, 3, 8, 9, 10)  # a district's day in the fortnight, counted from a Monday
HOUR = timedelta(hours=1)


def at_seven(day: date) -> datetime:
    """Seven in the evening as people in England read it, whatever summer time does in between."""
    return datetime.combine(day, time(19), ENGLAND).astimezone(UTC)


def rota(at: datetime) -> Iterator[tuple[str, datetime]]:
    """Each district has an evening every fortnight, and its neighbourhoods take turns."""
    today = local(at).date()
    monday = today + timedelta(days=7 - today.weekday())
    for evening, areas in zip(EVENINGS, DISTRICTS.values(), strict=True):
        for turn in range(TURNS):
            day = monday + timedelta(days=evening) + turn * FORTNIGHT
            yield areas[turn % len(areas)], at_seven(day)


def days_from(at: datetime, days: int) -> datetime:
    """Seven in the evening so many days from that moment's day, or before it."""
    return at_seven(local(at).date() + timedelta(days=days))


def minute(at: datetime) -> datetime:
    """The whole minute that moment lies in."""
    return at.replace(second=0, microsecond=0)
