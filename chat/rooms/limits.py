"""How often a visitor may do something in a room."""

from starlette.requests import Request

from chat.rooms import visitors
from chat.rooms.visitors import Known
from foundation.errors import TooMany
from foundation.limits import Rate
from foundation.web import ground

WORDS = {"ask": "You are asking very quickly.", "support": "You are pressing very quickly."}


def within_limits(request: Request, visitor: Known, *, address: str, deed: str = "ask") -> None:
    """Raises TooMany when this visitor, or this address as a whole, does so too often.

    All who come without the cookie that the room's page gives count as one visitor of their
    address: a browser has it, and a program that takes none is new each time.
    """
    settings, limits = ground(request).settings, ground(request).limits
    mine, all_here = settings.questions_per_minute, settings.questions_per_minute_per_address
    waits = [
        limits.take(f"{deed} visitor {visitor.id}", Rate(mine, burst=mine)),
        limits.take(f"{deed} address {address}", Rate(all_here, burst=all_here)),
    ]
    if visitors.known(request) is None:
        waits.append(limits.take(f"{deed} strangers {address}", Rate(mine, burst=mine)))
    if wait := max(waits):
        seconds = int(wait) + 1
        raise TooMany(
            f"{WORDS[deed]} Please wait {seconds} second{'s' * (seconds > 1)}.",
            retry_after=seconds,
        )
