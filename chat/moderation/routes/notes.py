"""Deeds on crew notes, each an address; nobody but those who decide comes through."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.moderation import live, verbs
from chat.moderation.notes import LONGEST_NOTE
from chat.moderation.routes.controls import control
from chat.moderation.routes.deciding import done
from chat.rooms import verbs as room
from foundation.errors import Invalid
from foundation.events import Event
from foundation.web import fields, ground


async def writing(request: Request) -> Response:
    given = await fields(request)
    text = checks.canonical(given.get("text", ""))

    async def write(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
        if not 0 < checks.length(text) <= LONGEST_NOTE:
            raise Invalid(f"A note has 1 to {LONGEST_NOTE} characters.", field="text")
        about = given.get("about") or None
        return await verbs.write_note(session, chat_id, text=text, about=about, by=by, at=at)

    return await control(request, write)


async def acknowledgement(request: Request) -> Response:
    return await on_note(request, verbs.acknowledge_note)


async def withdrawal(request: Request) -> Response:
    return await on_note(request, verbs.withdraw_note)


async def on_note(request: Request, verb: room.Deed) -> Response:
    await fields(request)
    note_id, by = request.path_params["id"], request.state.viewer.person_id
    async with ground(request).database.writing() as session:
        event = await verb(session, note_id, by=by, at=ground(request).clock.now())
    entry = await live.directory(request).of(event.stream_id)
    return await done(request, event, f"/staff/chats/{entry.slug if entry else ''}#crew")
