"""Deeds on the whole room: its hours, and what is pinned to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat import checks
from chat.moderation import events, live
from chat.moderation.routes.deciding import done
from chat.moderation.routes.given import (
    LONGEST_NOTICE,
    LONGEST_PAUSE,
    MOST_OF_A_LIST,
)  # fmt: skip
from chat.moderation.routes.pages import desk_page
from chat.moderation.routes.reading import WHOLE, restricted
from chat.rooms import queries as rooms
from chat.rooms import verbs as room
from chat.schedule import verbs as diary
from foundation.errors import Invalid, Refused
from foundation.events import Event
from foundation.staff.roles import Right
from foundation.web import fields, ground, wants_json


async def opening(request: Request) -> Response:
    return await control(request, room.open_room)


async def closing(request: Request) -> Response:
    return await control(request, room.close_room)


async def ending(request: Request) -> Response:
    """For good, and never by one slip of the hand: the chat's short name is typed first."""
    slug, typed = request.path_params["slug"], (await fields(request)).get("word", "")

    async def end(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
        if typed.strip().casefold() != slug.casefold():
            raise Invalid(f"Type {slug} to end this chat. Nothing was done.", field="word")
        return await room.end_room(session, chat_id, by=by, at=at)

    return await control(request, end)


async def extension(request: Request) -> Response:
    minutes = (await fields(request)).get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= 240):
        raise Invalid("Extend by 1 to 240 minutes.", field="minutes")
    return await control(request, diary.extend, minutes=int(minutes))


async def stopping(request: Request) -> Response:
    return await control(request, room.stop)


async def taking_again(request: Request) -> Response:
    return await control(request, room.take_again)


async def freezing(request: Request) -> Response:
    return await control(request, room.freeze)


async def pausing(request: Request) -> Response:
    text = checks.canonical((await fields(request)).get("text", ""))
    if not 0 < checks.length(text) <= LONGEST_PAUSE:
        raise Invalid(f"Say why in 1 to {LONGEST_PAUSE} characters.", field="text")
    return await control(request, room.pause, text=text)


async def lifting(request: Request) -> Response:
    return await control(request, room.lift)


async def targets(request: Request) -> Response:
    given = await fields(request)
    usual, longest = (seconds(given, name) for name in ("usual", "longest"))
    return await control(request, diary.aim, usual=usual, longest=longest)


async def pace(request: Request) -> Response:
    given = await fields(request)
    slow, most, each = (count(given, name) for name in ("slow", "most", "each"))
    return await control(request, diary.pace, slow=slow, most=most, each=each)


def count(given: dict[str, str], field: str) -> int:
    """A whole number, 0 where nothing is written. Raises Invalid."""
    value = given.get(field, "").strip() or "0"
    if not (value.isascii() and value.isdigit() and len(value) < 8):
        raise Invalid("Give a whole number, or 0 for no bound.", field=field)
    return int(value)


def seconds(given: dict[str, str], field: str) -> int:
    """A whole number of seconds. Raises Invalid."""
    value = given.get(field, "")
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise Invalid("Give whole seconds.", field=field)
    return int(value)


async def watched(request: Request) -> Response:
    """The watch list as it stands, for a desk that was opened a while ago."""
    entry = await live.directory(request).at(request.path_params["slug"])
    async with ground(request).database.reading() as session:
        version, entries = await rooms.watch_words(session, entry.chat_id)
    await restricted(request, entry.chat_id, events.WATCH_READ, about=WHOLE)
    return JSONResponse({"version": version, "entries": "\n".join(entries)})


async def watch_list(request: Request) -> Response:
    """Put another watch list in place; a bad one is refused whole, and says which entry is bad."""
    given = await fields(request, most=MOST_OF_A_LIST)
    shown = given.get("version", "")
    if not (shown.isascii() and shown.isdigit() and len(shown) < 16):
        raise Invalid("Say which version of the list you were shown.", field="version")
    entries = given.get("entries", "").splitlines()
    try:
        answer = await control(request, room.watch, entries=entries, version=int(shown))
    except checks.BadList as bad:
        raise Invalid(bad.sentence, field="entries") from None
    entry = await live.directory(request).at(request.path_params["slug"])
    request.app.state.watching.forget(entry.chat_id)
    if not wants_json(request):
        return answer
    async with ground(request).database.reading() as session:
        now, _ = await rooms.watch_words(session, entry.chat_id)
    return JSONResponse({"status": "chat.watched", "version": now})


async def notice(request: Request) -> Response:
    text = checks.canonical((await fields(request)).get("text", ""))
    if not 0 < checks.length(text) <= LONGEST_NOTICE:
        raise Invalid(f"A notice has 1 to {LONGEST_NOTICE} characters.", field="text")
    return await control(request, room.announce, text=text)


async def notice_withdrawal(request: Request) -> Response:
    return await control(request, room.withdraw_notice)


async def control(
    request: Request, verb: room.Deed, **choices: str | int | Sequence[str]
) -> Response:
    """Do a deed on the whole room."""
    slug, by = request.path_params["slug"], request.state.viewer.person_id
    entry = await live.directory(request).at(slug)
    try:
        async with ground(request).database.writing() as session:
            event = await verb(
                session, entry.chat_id, by=by, at=ground(request).clock.now(), **choices
            )
    except Refused as error:
        if wants_json(request) or not request.state.viewer.may(Right.SEE_HOLD_QUEUE):
            raise
        return await desk_page(request, slug, error=error)
    return await done(request, event, f"/staff/chats/{slug}")
