"""Pages of the moderators' desk: the staff's chats, the hold queue, the item in hand."""

from collections.abc import Sequence
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from chat.moderation import events, queries
from chat.moderation.askers import asker_of
from chat.moderation.notes import handed_over, notes, notes_on
from chat.moderation.routes.given import ANSWERS, LONGEST_NOTICE, QUESTIONS, Draft
from chat.moderation.routes.reading import WHOLE, reads_log, restricted
from chat.rooms import queries as rooms
from chat.rooms.phases import phase
from chat.rooms.views import Held
from chat.schedule import queries as schedule
from chat.schedule.models import OVER
from foundation.errors import Refused
from foundation.events import head
from foundation.staff.roles import Right
from foundation.web import ground, page, see_other

LATELY = timedelta(days=7)  # how long a chat that ended stays on the staff's list


async def chats(request: Request) -> Response:
    """Today's work: chats that run, chats to come and chats that ended lately, with what waits in
    each."""
    return await chats_page(request)


async def chats_page(
    request: Request, *, error: Refused | None = None, typed: str = ""
) -> Response:
    """The same, with a statement that was refused and the words that were typed for it."""
    viewer, at = request.state.viewer, ground(request).clock.now()
    async with ground(request).database.reading() as session:
        found = [
            *await schedule.running(session),
            *await schedule.upcoming(session),
            *await schedule.ended(session, since=at - LATELY),
        ]
        waiting = await queries.counts(session)
        statement = await schedule.statement(session)
        pinned_by = await queries.names(session, {statement.by} if statement else set())
    lines = [
        {
            "chat": chat, "phase": phase(chat),
            "held": waiting[chat.id] if viewer.may(Right.SEE_HOLD_QUEUE) else None,
            "log_url": f"/staff/chats/{chat.slug}/log" if reads_log(viewer) else None,
            "desk_url": f"/staff/chats/{chat.slug}" if viewer.may(Right.SEE_HOLD_QUEUE) else None,
            "panel_url": f"/staff/chats/{chat.slug}/panel"
            if any(seat.person_id == viewer.person_id for seat in chat.seats) else None,
        }
        for chat in found
    ]  # fmt: skip
    return page(
        request, "moderation/chats.html", status=error.status if error else 200, chats=lines,
        statement=statement, pinned_by=", ".join(pinned_by.values()), error=error, typed=typed,
        longest=LONGEST_NOTICE, now=at,
    )  # fmt: skip


async def home(request: Request) -> Response:
    return see_other("/staff/chats")


async def desk(request: Request) -> Response:
    return await desk_page(
        request, request.path_params["slug"], item=request.query_params.get("item")
    )


async def desk_page(
    request: Request, slug: str, *,
    item: str | None = None, error: Refused | None = None, draft: Draft | None = None,
) -> Response:  # fmt: skip
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, slug)
        epoch, seq = await head(session, chat.stream_id) or ("", 0)
        held = await queries.held(session, chat.id)
        chosen = first_of(held, item, me=request.state.viewer.person_id)
        history = await queries.history(session, chosen) if chosen else ()
        asker = await asker_of(session, chosen, at=at)
        shown = page(
            request,
            "moderation/desk.html",
            status=error.status if error else 200,
            chat=chat,
            phase=phase(chat),
            epoch=epoch,
            seq=seq,
            held=held,
            item=chosen,
            history=history,
            crew_notes=handed_over(await notes(session, chat.id), request.state.viewer.person_id),
            item_notes=await notes_on(session, chosen.id) if chosen else (),
            asker=asker,
            questions=await rooms.released(session, chat.id),
            statement=await schedule.statement_in(session, chat),
            notice=await rooms.notice(session, chat.id),
            watch_words=await rooms.watch_words(session, chat.id),
            here=await rooms.here(session, chat.id, at),
            moderators=", ".join(request.app.state.crew.names(chat.stream_id)),
            alike=await queries.alike(session, chosen) if chosen else (),
            lists=QUESTIONS.of(chat),
            assigned=await rooms.assigned(session, chat.id),
            answer_lists=ANSWERS,
            rejected=await queries.rejections(session, chat.id),
            now=at,
            error=error,
            draft=draft if chosen and chosen.id == item else None,
        )
    if chat.state in OVER:
        await restricted(request, chat.id, events.ENDED_READ, about=WHOLE)
    if chosen and (history or (asker and asker.measures)):
        await restricted(request, chat.id, events.HISTORY_READ, about=chosen.id)
    return shown


def first_of(held: Sequence[Held], item: str | None, *, me: int) -> Held | None:
    """The item that was asked for, else the first that nobody else has open or is to decide."""
    asked = next((one for one in held if one.id == item), None)
    free = (one for one in held if one.aside is None and one.holder in {None, me})
    return asked or next(free, None)


async def item(request: Request) -> Response:
    """One item that waits: its part of the desk alone, or the whole desk around it."""
    item_id = request.path_params["id"]
    async with ground(request).database.reading() as session:
        if request.query_params.get("part") != "item":
            slug = await queries.chat_of(session, item_id)
            return see_other(f"/staff/chats/{slug}?item={item_id}")
        held, chat = await queries.one_held(session, item_id)
        history = await queries.history(session, held)
        asker = await asker_of(session, held, at=ground(request).clock.now())
        alike = await queries.alike(session, held)
        about = await notes_on(session, held.id)
    macro = ground(request).templates.get_template("moderation/pieces.html").module
    lists = QUESTIONS.of(chat) if held.sort == "question" else ANSWERS
    html = macro.item(held, lists, request.state.viewer, history, alike, asker, None, about)  # ty: ignore[missing-attribute]
    if history or (asker and asker.measures):
        await restricted(request, chat.id, events.HISTORY_READ, about=held.id)
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})
