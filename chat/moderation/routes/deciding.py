"""Deeds on one question or answer of the desk, each an address."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat import checks
from chat.moderation import queries, verbs
from chat.moderation.models import Diversion, Senior
from chat.moderation.routes.given import (
    Draft,
    change,
    chosen,
    drafted,
    reason,
    version,
    words,
)  # fmt: skip
from chat.moderation.routes.pages import desk_page
from chat.rooms import verbs as room
from chat.rooms.models import LONGEST_ANSWER
from foundation.errors import Invalid, NotFound, Refused
from foundation.events import Event
from foundation.web import fields, ground, see_other, wants_json


async def approval(request: Request) -> Response:
    given = await fields(request)

    async def approve(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> Event:
        name, text = words(given)
        return await verbs.approve(
            session, item_id, version=version(given), name=name, text=text, change=change(given),
            by=by, at=at,
        )  # fmt: skip

    return await decide(request, approve, draft=drafted(given))


async def rejection(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.reject, version=version(given), reason=reason(given))


async def parking(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.park, version=version(given))


async def escalation(request: Request) -> Response:
    given = await fields(request)
    to = chosen(given, "to", Senior, "Choose whom to hand it to.")
    return await decide(request, verbs.escalate, version=version(given), to=to)


async def asking_back(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.ask_back, version=version(given), reason=reason(given))


async def putting_back(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.put_back, version=version(given))


async def diversion(request: Request) -> Response:
    given = await fields(request)
    what = chosen(given, "diversion", Diversion, "Choose what it is instead.")
    return await decide(request, verbs.divert, version=version(given), diversion=what)


async def merging(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.merge, version=version(given), into=given.get("into", ""))


async def separation(request: Request) -> Response:
    await fields(request)
    return await decide(request, verbs.separate)


async def taking_over(request: Request) -> Response:
    """Open an item that a colleague holds: for seniors (the lease is theirs to break)."""
    await fields(request)
    item_id, viewer = request.path_params["id"], request.state.viewer
    async with ground(request).database.writing() as session:
        await verbs.claim(
            session, item_id, by=viewer.person_id, at=ground(request).clock.now(), over=True
        )
    if wants_json(request):
        return JSONResponse({"status": "claimed"})
    return see_other(request.url.path.removesuffix("/taking-over"))


async def restoration(request: Request) -> Response:
    await fields(request)
    return await decide(request, verbs.restore)


async def withdrawal(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.withdraw, reason=reason(given))


async def answer_approval(request: Request) -> Response:
    given = await fields(request)

    async def release(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> Event:
        text = checks.canonical(given["text"]) if "text" in given else None
        if text is not None and not 0 < checks.length(text) <= LONGEST_ANSWER:
            raise Invalid(f"An answer has 1 to {LONGEST_ANSWER} characters.", field="text")
        return await verbs.release_answer(
            session, item_id, version=version(given), text=text, change=change(given), by=by, at=at
        )

    return await decide(request, release, draft=drafted(given))


async def answer_rejection(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.give_back, version=version(given), reason=reason(given))


async def answer_withdrawal(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.withdraw_answer, reason=reason(given))


async def decide(
    request: Request, verb: room.Deed, *,
    draft: Draft | None = None, **choices: str | int | None,
) -> Response:  # fmt: skip
    """Do a deed on one item; a refusal comes back as the desk, with a sentence and the draft."""
    item_id, by = request.path_params["id"], request.state.viewer.person_id
    try:
        async with ground(request).database.writing() as session:
            event = await verb(session, item_id, by=by, at=ground(request).clock.now(), **choices)
    except Refused as error:
        return await back_at_desk(request, error, draft=draft)
    async with ground(request).database.reading() as session:
        slug = await queries.chat_of(session, item_id)
    return await done(request, event, f"/staff/chats/{slug}")


async def back_at_desk(request: Request, error: Refused, *, draft: Draft | None = None) -> Response:
    """A refusal in words above the item it is about; scripts are told it as a problem."""
    item_id = request.path_params["id"]
    if wants_json(request) or isinstance(error, NotFound):
        raise error
    async with ground(request).database.reading() as session:
        slug = await queries.chat_of(session, item_id)
    return await desk_page(request, slug, item=item_id, error=error, draft=draft)


async def done(request: Request, event: Event, path: str) -> Response:
    """Answer once every reader of this process has been written what the deed changed.

    Taking back must be over when its 200 arrives: nothing may be delivered after it.
    """
    await ground(request).hub.reached(event.stream_id, event.seq)
    if wants_json(request):
        return JSONResponse({"status": event.kind, "seq": event.seq, **limit_in(event)})
    return see_other(path)


def limit_in(event: Event) -> dict[str, object]:
    """Which limit a deed on an asker has made, by which it can be lifted again."""
    measure = event.particulars.get("measure")
    return {"limit": measure} if measure else {}
