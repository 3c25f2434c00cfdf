"""A statement in every room and on the pages around them: pinned, or taken down, in one act."""

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat import checks
from chat.moderation.routes.given import LONGEST_NOTICE
from chat.moderation.routes.pages import chats_page
from chat.schedule import verbs as diary
from foundation.errors import Invalid, Refused
from foundation.events import Event
from foundation.web import fields, ground, see_other, wants_json


async def pinning(request: Request) -> Response:
    text = checks.canonical((await fields(request)).get("text", ""))
    try:
        if not 0 < checks.length(text) <= LONGEST_NOTICE:
            raise Invalid(f"A statement has 1 to {LONGEST_NOTICE} characters.", field="text")
        async with ground(request).database.writing() as session:
            told = await diary.pin(session, text=text, by=by(request), at=now(request))
    except Refused as error:
        if wants_json(request):
            raise
        return await chats_page(request, error=error, typed=text)
    return await shown(request, told)


async def withdrawal(request: Request) -> Response:
    await fields(request)
    async with ground(request).database.writing() as session:
        told = await diary.unpin(session, by=by(request), at=now(request))
    return await shown(request, told)


async def shown(request: Request, told: Sequence[Event]) -> Response:
    """Answer once every reader of this process has been written what changed, in every room."""
    for event in told:
        await ground(request).hub.reached(event.stream_id, event.seq)
    if wants_json(request):
        return JSONResponse({"status": told[0].kind, "rooms": len(told) - 1})
    return see_other("/staff/chats#statement-desk")


def by(request: Request) -> int:
    return request.state.viewer.person_id


def now(request: Request) -> datetime:
    return ground(request).clock.now()
