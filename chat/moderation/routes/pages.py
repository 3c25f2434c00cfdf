"""The moderators' desk: the hold queue, the item in hand, the room's controls; each deed an
address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from chat import checks
from chat.moderation import live, queries, verbs
from chat.rooms import queries as rooms
from chat.rooms import verbs as room
from chat.rooms.asking import text_fault
from chat.rooms.models import LONGEST_ANSWER, LONGEST_NAME, Reason
from chat.rooms.phases import phase
from chat.schedule import queries as schedule
from chat.schedule import verbs as diary
from foundation.errors import Invalid, NotFound, Refused
from foundation.events import Event, head
from foundation.staff.guard import StaffRoute, StaffSocket
from foundation.staff.roles import Right
from foundation.web import fields, ground, page, see_other, wants_json

REASONS = {
    Reason.PERSONAL: "It has personal information",
    Reason.LIVE_INVESTIGATION: "It is about a live investigation",
    Reason.SPECULATION: "It is speculation or misinformation",
    Reason.ABUSE: "It is abusive",
    Reason.DUPLICATE: "It has been asked already",
    Reason.OFF_TOPIC: "It is not for this chat",
    Reason.URGENT: "It is urgent: call instead",
}
CHOICES = [(reason.value, words) for reason, words in REASONS.items()]
# An answer is no call for help; a page that is older than this list may still say so.
OF_ANSWERS = REASONS | {Reason.DUPLICATE: "It has been said already"}
ANSWER_CHOICES = [
    (reason.value, words) for reason, words in OF_ANSWERS.items() if reason is not Reason.URGENT
]
LONGEST_NOTICE = 500
LATELY = timedelta(days=7)  # how long a chat that ended stays on the staff's list


@dataclass(frozen=True, slots=True)
class Draft:
    """A moderator's edit as it was typed."""

    name: str
    text: str


async def chats(request: Request) -> Response:
    """Today's work: chats that run, chats to come and chats that ended lately, with what waits in
    each."""
    viewer, at = request.state.viewer, ground(request).clock.now()
    async with ground(request).database.reading() as session:
        found = [
            *await schedule.running(session),
            *await schedule.upcoming(session),
            *await schedule.ended(session, since=at - LATELY),
        ]
        waiting = await queries.counts(session)
    lines = [
        {
            "chat": chat, "phase": phase(chat),
            "held": waiting[chat.id] if viewer.may(Right.SEE_HOLD_QUEUE) else None,
            "desk_url": f"/staff/chats/{chat.slug}" if viewer.may(Right.SEE_HOLD_QUEUE) else None,
            "panel_url": f"/staff/chats/{chat.slug}/panel"
            if any(seat.person_id == viewer.person_id for seat in chat.seats) else None,
        }
        for chat in found
    ]  # fmt: skip
    return page(request, "moderation/chats.html", chats=lines, now=at)


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
        chosen = next((one for one in held if one.id == item), held[0] if held else None)
        return page(
            request,
            "moderation/desk.html",
            status=error.status if error else 200,
            chat=chat,
            phase=phase(chat),
            epoch=epoch,
            seq=seq,
            held=held,
            item=chosen,
            history=await queries.history(session, chosen) if chosen else (),
            questions=await rooms.released(session, chat.id),
            notice=await rooms.notice(session, chat.id),
            here=await rooms.here(session, chat.id, at),
            moderators=", ".join(request.app.state.crew.names(chat.stream_id)),
            reasons=CHOICES,
            answer_reasons=ANSWER_CHOICES,
            rejected=await queries.restorable(session, chat.id, at),
            now=at,
            error=error,
            draft=draft if chosen and chosen.id == item else None,
        )


async def item(request: Request) -> Response:
    """One item that waits: its part of the desk alone, or the whole desk around it."""
    item_id = request.path_params["id"]
    async with ground(request).database.reading() as session:
        if request.query_params.get("part") != "item":
            slug = await queries.chat_of(session, item_id)
            return see_other(f"/staff/chats/{slug}?item={item_id}")
        held, _ = await queries.one_held(session, item_id)
        history = await queries.history(session, held)
    macro = ground(request).templates.get_template("moderation/pieces.html").module
    reasons = ANSWER_CHOICES if held.sort == "answer" else CHOICES
    html = macro.item(held, history, reasons)  # ty: ignore[missing-attribute]
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


async def approval(request: Request) -> Response:
    given = await fields(request)

    async def approve(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> Event:
        name, text = words(given)
        return await verbs.approve(
            session, item_id, version=version(given), name=name, text=text, by=by, at=at
        )

    return await decide(request, approve, draft=drafted(given))


async def rejection(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.reject, version=version(given), reason=reason(given))


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
            session, item_id, version=version(given), text=text, by=by, at=at
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
    draft: Draft | None = None, **choices: str | Reason | None,
) -> Response:  # fmt: skip
    """Do a deed on one item; a refusal comes back as the desk, with a sentence and the draft."""
    item_id, by = request.path_params["id"], request.state.viewer.person_id
    try:
        async with ground(request).database.writing() as session:
            event = await verb(session, item_id, by=by, at=ground(request).clock.now(), **choices)
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        async with ground(request).database.reading() as session:
            slug = await queries.chat_of(session, item_id)
        return await desk_page(request, slug, item=item_id, error=error, draft=draft)
    async with ground(request).database.reading() as session:
        slug = await queries.chat_of(session, item_id)
    return await done(request, event, f"/staff/chats/{slug}")


async def done(request: Request, event: Event, path: str) -> Response:
    """Answer once every reader of this process has been written what the deed changed.

    Taking back must be over when its 200 arrives: nothing may be delivered after it.
    """
    await ground(request).hub.reached(event.stream_id, event.seq)
    if wants_json(request):
        return JSONResponse({"status": event.kind, "seq": event.seq})
    return see_other(path)


def drafted(given: dict[str, str]) -> Draft | None:
    return Draft(given.get("name", ""), given["text"]) if "text" in given else None


def version(given: dict[str, str]) -> str:
    if not given.get("version"):
        raise Invalid("Say which version you were shown.", field="version")
    return given["version"]


def reason(given: dict[str, str]) -> Reason:
    try:
        return Reason(given.get("reason", ""))
    except ValueError:
        raise Invalid("Choose a reason from the list.", field="reason") from None


def words(given: dict[str, str]) -> tuple[str | None, str | None]:
    """The name and text as the moderator edited them; None where they were left alone."""
    name = checks.canonical_name(given["name"]) if "name" in given else None
    text = checks.canonical(given["text"]) if "text" in given else None
    if name is not None and not 0 < checks.length(name) <= LONGEST_NAME:
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    if text == "":
        raise Invalid("Leave some words to show, or reject the question.", field="text")
    if text is not None and (fault := text_fault(text)):
        raise Invalid(fault, field="text")
    return name, text


async def opening(request: Request) -> Response:
    return await control(request, room.open_room)


async def closing(request: Request) -> Response:
    return await control(request, room.close_room)


async def ending(request: Request) -> Response:
    return await control(request, room.end_room)


async def extension(request: Request) -> Response:
    minutes = (await fields(request)).get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= 240):
        raise Invalid("Extend by 1 to 240 minutes.", field="minutes")
    return await control(request, diary.extend, minutes=int(minutes))


async def notice(request: Request) -> Response:
    text = checks.canonical((await fields(request)).get("text", ""))
    if not 0 < checks.length(text) <= LONGEST_NOTICE:
        raise Invalid(f"A notice has 1 to {LONGEST_NOTICE} characters.", field="text")
    return await control(request, room.announce, text=text)


async def notice_withdrawal(request: Request) -> Response:
    return await control(request, room.withdraw_notice)


async def control(request: Request, verb: room.Deed, **choices: str | int) -> Response:
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


def deed(path: str, endpoint, right: Right, name: str) -> StaffRoute:
    return StaffRoute(path, endpoint, right=right, methods=["POST"], name=name)


routes = [
    StaffRoute("/staff", home, right=Right.SEE_STAFF_PAGES, name="staff"),
    StaffRoute("/staff/chats", chats, right=Right.SEE_STAFF_PAGES, name="staff-chats"),
    StaffRoute("/staff/chats/{slug}", desk, right=Right.SEE_HOLD_QUEUE, name="desk"),
    StaffSocket(
        "/staff/chats/{slug}/live", live.desk, right=Right.SEE_HOLD_QUEUE, name="desk-live"
    ),
    StaffRoute("/staff/questions/{id}", item, right=Right.SEE_HOLD_QUEUE, name="item"),
    StaffRoute("/staff/answers/{id}", item, right=Right.SEE_HOLD_QUEUE, name="answer-item"),
    StaffRoute(
        "/staff/chats/{slug}/events",
        live.desk_events,
        right=Right.SEE_HOLD_QUEUE,
        name="desk-events",
    ),
    deed("/staff/questions/{id}/approval", approval, Right.DECIDE, "approval"),
    deed("/staff/questions/{id}/rejection", rejection, Right.DECIDE, "rejection"),
    deed("/staff/questions/{id}/restoration", restoration, Right.DECIDE, "restoration"),
    deed("/staff/questions/{id}/withdrawal", withdrawal, Right.DECIDE, "withdrawal"),
    deed("/staff/answers/{id}/approval", answer_approval, Right.DECIDE, "answer-approval"),
    deed("/staff/answers/{id}/rejection", answer_rejection, Right.DECIDE, "answer-rejection"),
    deed("/staff/answers/{id}/withdrawal", answer_withdrawal, Right.DECIDE, "answer-withdrawal"),
    deed("/staff/chats/{slug}/opening", opening, Right.RUN_CHAT, "opening"),
    deed("/staff/chats/{slug}/closing", closing, Right.RUN_CHAT, "closing"),
    deed("/staff/chats/{slug}/ending", ending, Right.RUN_CHAT, "ending"),
    deed("/staff/chats/{slug}/extension", extension, Right.RUN_CHAT, "extension"),
    deed("/staff/chats/{slug}/notice", notice, Right.DECIDE, "notice"),
    deed(
        "/staff/chats/{slug}/notice/withdrawal",
        notice_withdrawal,
        Right.DECIDE,
        "notice-withdrawal",
    ),
]
