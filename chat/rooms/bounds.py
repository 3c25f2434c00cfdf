"""Whether a question can be taken now: what stands against its asker, and what the room bears."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from chat.rooms.measures import Standing, barring, lasting
from chat.rooms.models import BARS, Sort
from foundation.clock import stamp
from foundation.errors import Forbidden, Refused, TooMany

CALL = " If somebody is in danger now, call 999."


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of whoever asks: what stands against them, and when they asked last."""

    standing: Sequence[Standing] = ()
    asked_at: datetime | None = None


def refusal(asker: Asker, *, urgent: bool, at: datetime) -> Refused | None:
    """Why a question is not taken, in words for its asker; None when it is.

    Somebody who may be in danger is told again whom to call.
    """
    call = CALL if urgent else ""
    if bar := barring(asker.standing, BARS):
        until = stamp(bar.until) if bar.until else None
        return Forbidden(bar.sentence + call, limit=bar.sort.value, until=until,
                         appeal=bar.appeal_url or None)  # fmt: skip
    return too_soon(asker, at=at, call=call)


def too_soon(asker: Asker, *, at: datetime, call: str) -> TooMany | None:
    """Refused for having asked a moment ago."""
    every = max((one.every or 0 for one in asker.standing if one.sort is Sort.SLOWING), default=0)
    if asker.asked_at is None or at >= asker.asked_at + timedelta(seconds=every):
        return None
    wait = ceil((asker.asked_at + timedelta(seconds=every) - at).total_seconds())
    return TooMany(f"You can ask once in {lasting(every)} here.{call}", retry_after=wait)
