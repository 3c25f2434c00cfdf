"""The officers' desk: released questions, who is on which, and the answers to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from chat import checks
from chat.rooms import events as kinds
from chat.rooms import live, queries, verbs
from chat.rooms.models import LONGEST_ANSWER, LONGEST_NOTE, LONGEST_TEAM, Question
from chat.rooms.phases import phase
from chat.rooms.queries import library
from chat.rooms.views import PanelAnswer, PanelQuestion
from chat.rooms.watching import watching
from chat.schedule import queries as schedule
from chat.schedule.models import Chat, Seat
from foundation.clock import local
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.events import Event, head
from foundation.live.hub import Topic
from foundation.staff.guard import StaffRoute, StaffSocket
from foundation.staff.roles import Right
from foundation.staff.viewer import Viewer
from foundation.web import fields, ground, page, see_other, wants_json

# What a page of the desk can be asked to hold beside the answers.
SHEETS = ("correct", "take-away", "answer", "promise")
# What is confirmed, where no script does, at the top of the page that follows.
SENT = frozenset(
    kind.name
    for kind in (kinds.ANSWER_HELD, kinds.ANSWER_RELEASED, kinds.CORRECTION_HELD, kinds.CORRECTED,
                 kinds.TAKE_AWAY_HELD, kinds.TAKEN_AWAY)
)  # fmt: skip
NO_SEAT = "You do not have a seat on this chat's panel."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being written beside answers: of which sort, about what, and what was typed."""

    sort: str
    about: str
    typed: Mapping[str, str] = field(default_factory=dict)


async def desk(request: Request) -> Response:
    asked = next((sort for sort in SHEETS if sort in request.query_params), None)
    sheet = Sheet(asked, request.query_params[asked]) if asked else None
    return await desk_page(request, request.path_params["slug"], sheet=sheet)


async def desk_page(
    request: Request, slug: str, *,
    error: Refused | None = None, text: str = "", sheet: Sheet | None = None,
) -> Response:  # fmt: skip
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, slug)
        seat = admitted(chat, request.state.viewer)
        epoch, seq = await head(session, chat.stream_id) or ("", 0)
        questions = await queries.panel(session, chat.id)
        if error and sheet is None:
            sheet = later(questions, request.path_params.get("id", ""), text)
        return page(
            request,
            "rooms/panel.html",
            status=error.status if error else 200,
            chat=chat,
            phase=phase(chat),
            epoch=epoch,
            seq=seq,
            seat=seat,
            questions=sorted(
                questions,
                key=lambda one: (one.rank(seat.id if seat else None), one.question.number),
            ),
            here=await queries.here(session, chat.id, at),
            statement=await schedule.statement_in(session, chat),
            notice=await queries.notice(session, chat.id),
            limits={
                "longest_answer": LONGEST_ANSWER,
                "longest_note": LONGEST_NOTE,
                "longest_team": LONGEST_TEAM,
            },
            lines=await library.offered(session, chat.area_id),
            sheet=sheet,
            sent=sent(request, questions),
            today=local(at).date(),
            latest=local(at).date() + verbs.LONGEST_WAY,
            about=about(questions, sheet) if sheet else None,
            now=at,
            error=error,
            typed="" if sheet else text,
            answering=None if sheet else request.path_params.get("id"),
        )


def later(questions: Iterable[PanelQuestion], id: str, text: str) -> Sheet | None:
    """Where a refused answer comes back if it was to what was taken away, which nobody has in hand;
    any other stands in its composer."""
    for one in questions:
        if one.question.id == id and one.owed and one.seat_id is None:
            return Sheet("answer", id, {"text": text})
    return None


def about(
    questions: Iterable[PanelQuestion], sheet: Sheet
) -> tuple[PanelQuestion, PanelAnswer | None] | None:
    """The question, and the answer to it, that a sheet is about; None when neither is shown."""
    for one in questions:
        if one.question.id == sheet.about:
            return one, None
        for reply in one.answers:
            if reply.id == sheet.about:
                return one, reply
    return None


def sent(
    request: Request, questions: Iterable[PanelQuestion]
) -> tuple[str, PanelQuestion | None] | None:
    """What was sent with the page before this one, and about which question, if it is about one."""
    kind, id = (request.query_params.get(name, "") for name in ("sent", "about"))
    if kind == kinds.PROMISED.name:
        return kind, None
    found = next((one for one in questions if one.question.id == id), None)
    return (kind, found) if found and kind in SENT else None


def admitted(chat: Chat, viewer: Viewer) -> Seat | None:
    """The viewer's seat; None for a moderator without one. Raises Forbidden for other officers."""
    seat = next((seat for seat in chat.seats if seat.person_id == viewer.person_id), None)
    if seat is None and viewer.only_own(Right.DRAFT_ANSWER):
        raise Forbidden(NO_SEAT)
    return seat


async def picking(request: Request) -> Response:
    return await deed(request, verbs.pick)


async def putting_down(request: Request) -> Response:
    return await deed(request, verbs.put_down)


async def deed(request: Request, verb: verbs.Deed) -> Response:
    at, by = ground(request).clock.now(), request.state.viewer.person_id
    async with ground(request).database.writing() as session:
        event = await verb(session, request.path_params["id"], by=by, at=at)
        slug = await queries.slug_of(session, Question, request.path_params["id"])
    return done(request, event, slug)


async def answer(request: Request) -> Response:
    """Take an answer; refused, it comes back with its words still in the field."""
    given = await fields(request)
    question_id, text = request.path_params["id"], checks.canonical(given.get("text", ""))
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, Question, question_id)
    findings = await marked(request, slug, text)
    findings += await said_before(request, slug, text)
    try:
        refuse_length(text)
        async with ground(request).database.writing() as session:
            event = await verbs.answer(
                session, question_id, text=text, findings=findings,
                by=request.state.viewer.person_id, at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        return await desk_page(request, slug, error=error, text=given.get("text", ""))
    return done(request, event, slug)


async def marked(request: Request, slug: str, text: str) -> tuple[checks.Finding, ...]:
    """What the checks find in words of the panel's. It is an officer's to say 999."""
    entry = await live.directory(request).at(slug)
    found = await watching(request).read(text, chat_id=entry.chat_id)
    return tuple(one for one in found if one.rule != "urgent")


async def said_before(request: Request, slug: str, text: str) -> tuple[checks.Finding, ...]:
    """One finding where its author has said as much in this chat; an approved line, used as it
    stands, was made to be said again."""
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, slug)
        earlier = await queries.said_in(
            session, chat.id, request.state.viewer.person_id,
            but=request.path_params["id"],
        )  # fmt: skip
        lines = await library.offered(session, chat.area_id) if earlier else ()
    standard = [words for one in lines for words in (one.text, one.whole)]
    return checks.repeats(text, earlier, lines=standard)


def refuse_length(text: str) -> None:
    """Raises Invalid for no answer, or one that is too long."""
    if not text:
        raise Invalid("Enter an answer.", field="text")
    if (length := checks.length(text)) > LONGEST_ANSWER:
        raise Invalid(
            f"An answer can be at most {LONGEST_ANSWER} characters. Yours has {length}.",
            field="text",
        )


def done(request: Request, event: Event, slug: str) -> Response:
    if wants_json(request):
        return JSONResponse({"status": event.kind, "seq": event.seq})
    desk = f"/staff/chats/{slug}/panel"
    if event.kind in SENT:
        return see_other(f"{desk}?sent={event.kind}&about={event.about}#told")
    place = "answer" if event.kind == kinds.PICKED.name else "p"
    return see_other(f"{desk}#{place}-{event.about}")


async def events(request: Request) -> Response:
    """What the panel's socket would have sent since a number."""
    async with ground(request).database.reading() as session:
        admitted(await schedule.chat(session, request.path_params["slug"]), request.state.viewer)
    return await live.missed(request, "panel")


async def follow(websocket: WebSocket) -> None:
    """The panel's socket: for those with a seat, and moderators."""
    try:
        async with ground(websocket).database.reading() as session:
            chat = await schedule.chat(session, websocket.path_params["slug"])
        admitted(chat, websocket.state.viewer)
    except Refused as error:
        return await live.refuse(websocket, error.status)
    await live.join_staff(websocket, Topic(chat.stream_id, "panel"))


routes = [
    StaffRoute("/staff/chats/{slug}/panel", desk, right=Right.DRAFT_ANSWER, name="panel"),
    StaffRoute("/staff/chats/{slug}/panel/events", events, right=Right.DRAFT_ANSWER),
    StaffSocket(
        "/staff/chats/{slug}/panel/live", follow, right=Right.DRAFT_ANSWER, name="panel-live"
    ),
    StaffRoute(
        "/staff/questions/{id}/picking",
        picking,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="picking",
    ),
    StaffRoute(
        "/staff/questions/{id}/putting-down",
        putting_down,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="putting-down",
    ),
    StaffRoute(
        "/staff/questions/{id}/answer",
        answer,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="answer",
    ),
]
