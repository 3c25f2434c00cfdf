"""When the demonstration's chats are: a rota, at seven by the clock on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chat.demo.force import DISTRICTS
from foundation.clock import ENGLAND, local

WEEKS = 8  # that are in the diary
EVENINGS = (1, 3, 8, 9, 10)  # a district's day in the fortnight, counted from a Monday
TUESDAY = 1
WEEKEND = 5  # Saturday and the days after it
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One neighbourhood's evening."""

    district: str
    area: str
    opens_at: datetime
    is_next: bool  # the next one of its district


def at_seven(day: date) -> datetime:
    """Seven in the evening as people in England read it, whatever summer time does in between."""
    return datetime.combine(day, time(19), ENGLAND).astimezone(UTC)


def rota(at: datetime) -> Iterator[Turn]:
    """Each district has an evening every fortnight, and its neighbourhoods take turns."""
    for evening, (district, areas) in zip(EVENINGS, DISTRICTS.items(), strict=True):
        days = [monday(at, week) + timedelta(days=evening) for week in range(0, WEEKS, 2)]
        for number, day in enumerate(day for day in days if not is_quiet(day)):
            area = areas[number % len(areas)]
            yield Turn(district, area, at_seven(day), is_next=number == 0)


def monday(at: datetime, weeks: int) -> date:
    """The Monday after that moment's week, or so many weeks later, or earlier."""
    today = local(at).date()
    return today + timedelta(days=7 - today.weekday(), weeks=weeks)


def is_quiet(day: date) -> bool:
    """Between Christmas and New Year nobody would come."""
    return (day.month, day.day) >= (12, 23) or (day.month, day.day) == (1, 1)


def weeks_ago(at: datetime, weeks: int) -> datetime:
    """An evening so many weeks before that moment's."""
    return at_seven(monday(at, -weeks - 1) + timedelta(days=TUESDAY))


def coming_monday(at: datetime, weeks: int) -> datetime:
    """The evening of a Monday, on which no neighbourhood has its turn."""
    return at_seven(monday(at, weeks))


def soon(at: datetime) -> datetime:
    """The first working evening after tomorrow."""
    day = local(at).date() + timedelta(days=2)
    return at_seven(day if day.weekday() < WEEKEND else monday(at, 0))


def minute(at: datetime) -> datetime:
    """The whole minute that moment lies in."""
    return at.replace(second=0, microsecond=0)
