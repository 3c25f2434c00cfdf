"""Whether a question can be taken now: what stands against its asker, and what the room bears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from chat.rooms.models import BARS, Sort
from chat.rooms.queries.measures import Standing, barring, lasting
from foundation.clock import stamp
from foundation.errors import Forbidden, Refused, TooMany, WrongState

FULL = (
    "So many questions wait to be read that no more are taken just now. Please try again in a few"
    " minutes."
)
CALL = " If somebody is in danger now, call 999."


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of whoever asks: what stands against them, and when they asked last."""

    standing: Sequence[Standing] = ()
    asked_at: datetime | None = None
    waiting: int = 0  # of their questions

    @property
    def trusted(self) -> bool:
        return any(one.sort is Sort.TRUST for one in self.standing)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a room bears, as its moderators have set it; 0 is no bound."""

    slow: int  # seconds between two questions of one person
    most: int  # waiting in all
    each: int  # waiting, of one person


def refusal(
    asker: Asker, bounds: Bounds, waiting: int, *, urgent: bool, at: datetime
) -> Refused | None:
    """Why a question is not taken, in words for its asker; None when it is.

    Somebody who may be in danger is told again whom to call.
    """
    call = CALL if urgent else ""
    if bar := barring(asker.standing, BARS):
        until = stamp(bar.until) if bar.until else None
        return Forbidden(bar.sentence + call, limit=bar.sort.value, until=until,
                         appeal=bar.appeal_url or None)  # fmt: skip
    if bounds.each and asker.waiting >= bounds.each:
        return WrongState(full_of_theirs(bounds.each) + call, cap="each")
    if bounds.most and waiting >= bounds.most:
        return WrongState(FULL + call, cap="all")
    return too_soon(asker, bounds, at=at, call=call)


def full_of_theirs(each: int) -> str:
    theirs = "One of your questions waits" if each == 1 else f"{each} of your questions wait"
    return f"{theirs} to be read, which is all that one person can have waiting here just now."


def too_soon(asker: Asker, bounds: Bounds, *, at: datetime, call: str) -> TooMany | None:
    """Refused for having asked a moment ago."""
    slowed = [one.every or 0 for one in asker.standing if one.sort is Sort.SLOWING]
    every = max([bounds.slow, *slowed])
    # Without a bound also what came a moment before the last, by another process's clock, is taken.
    if not every or asker.asked_at is None or at >= asker.asked_at + timedelta(seconds=every):
        return None
    wait = ceil((asker.asked_at + timedelta(seconds=every) - at).total_seconds())
    return TooMany(f"You can ask once in {lasting(every)} here.{call}", retry_after=wait)
