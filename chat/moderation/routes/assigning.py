"""Deeds that say whom of the panel a question is for."""

from starlette.requests import Request
from starlette.responses import Response

from chat.moderation import verbs
from chat.moderation.routes.deciding import decide
from foundation.errors import Invalid
from foundation.web import fields

MOST_DIGITS = 9  # a longer number is no seat, and no column holds it


async def assignment(request: Request) -> Response:
    given = await fields(request)
    seat = given.get("seat", "")
    if not (seat.isascii() and seat.isdigit() and len(seat) <= MOST_DIGITS):
        raise Invalid("Choose somebody with a seat on this chat's panel.", field="seat")
    return await decide(request, verbs.assign, seat=int(seat))


async def unassignment(request: Request) -> Response:
    await fields(request)
    return await decide(request, verbs.unassign)
