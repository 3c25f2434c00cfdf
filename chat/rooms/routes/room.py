"""The room in public: its page at every hour, asking, catching up."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from chat.rooms import live, queries, visitors
from chat.rooms.asking import Ask, ask
from chat.rooms.holding import Receipt, Submission, repeated
from chat.rooms.intake import Intake
from chat.rooms.limits import within_limits
from chat.rooms.models import LONGEST_NAME, LONGEST_QUESTION, Lane, QuestionState
from chat.rooms.phases import phase
from chat.rooms.queries import owned, promises
from chat.rooms.queries.measures import Standing, weightiest
from chat.rooms.queries.promises import PublicPromise
from chat.rooms.renewing import renewing
from chat.rooms.routes.receipts import own_json
from chat.rooms.views import OwnQuestion, PublicNotice, PublicQuestion
from chat.rooms.visitors import Known
from chat.rooms.watching import watching
from chat.schedule import queries as schedule
from chat.schedule.directory import Entry
from chat.schedule.models import OVER, TAKES_QUESTIONS, Chat, Statement
from foundation.errors import Invalid, Refused, TooMany
from foundation.events import head
from foundation.identifiers import new_secret
from foundation.web import fields, ground, page, see_other, wants_json

LIMITS = {"longest_question": LONGEST_QUESTION, "longest_name": LONGEST_NAME}


@dataclass(frozen=True, slots=True)
class Room:
    """Everything the room's page shows at one moment."""

    chat: Chat
    epoch: str
    seq: int
    questions: tuple[PublicQuestion, ...]
    statement: Statement | None
    notice: PublicNotice | None
    here: int
    own: tuple[OwnQuestion, ...]
    supported: frozenset[str]
    promises: tuple[PublicPromise, ...]
    barred: Standing | None  # what stands most against whoever looks

    @property
    def too(self) -> dict[str, str]:
        """Which questions this visitor asks: as their own, or too."""
        return dict.fromkeys(self.supported, "mine") | {one.follows: "own" for one in self.own}


async def room_of(request: Request) -> Room:
    visitor, at = visitors.known(request), ground(request).clock.now()
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, request.path_params["slug"])
        epoch, seq = await head(session, chat.stream_id) or ("", 0)
        return Room(
            chat=chat,
            epoch=epoch,
            seq=seq,
            questions=await queries.released(session, chat.id),
            statement=await schedule.statement_in(session, chat),
            notice=await queries.notice(session, chat.id),
            here=await queries.here(session, chat.id, at),
            own=await owned.own_in(session, chat.id, visitor.id) if visitor else (),
            supported=await queries.supported(session, chat.id, visitor.id)
            if visitor
            else frozenset(),
            barred=await weightiest(session, chat, visitor.id, at=at) if visitor else None,
            promises=()
            if chat.state in OVER
            else await promises.told(session, chat.area_id, now=at, but=chat.id),
        )


async def room(request: Request) -> Response:
    return await room_page(request, await room_of(request))


async def room_page(
    request: Request, shown: Room, *, form: Ask | None = None, status: int = 200
) -> Response:
    form = form or Ask(name=shown.own[0].name if shown.own else "", rules=accepted(request))
    form.key = form.key or new_secret()
    response = page(
        request, "rooms/room.html", status=status, chat=shown.chat, phase=phase(shown.chat),
        epoch=shown.epoch, seq=shown.seq, questions=shown.questions,
        statement=shown.statement, notice=shown.notice, promises=shown.promises,
        here=shown.here, own=shown.own,
        too=shown.too, barred=shown.barred, ask=form, now=ground(request).clock.now(),
        watch=renewing(request), limits=LIMITS,
    )  # fmt: skip
    if shown.chat.state in TAKES_QUESTIONS:
        # Before anything is sent: a retry must be known as the same visitor's, or it asks twice.
        visitors.remember(request, response, visitors.greet(request))
    return response


def accepted(request: Request) -> bool:
    """Whether this visitor has accepted the house rules before."""
    visitor = visitors.known(request)
    return visitor is not None and visitor.accepted


async def submit(request: Request) -> Response:
    """Hold a question and give its receipt; nothing is acknowledged before it is on disk."""
    given = await fields(request)
    directory = live.directory(request)
    entry = await directory.at(request.path_params["slug"])
    visitor = visitors.greet(request)
    form = ask(given, staff_names=await directory.panel(entry), rules=visitor.accepted)
    try:
        form.refuse()
        one = await submission(
            request, entry, visitor, key=form.key, name=form.shown_name, text=form.question
        )
        receipt = await hold(request, visitor, one)
    except Refused as error:
        return await give_back(request, form, error)
    response = await taken(request, receipt, one, chat_slug=entry.slug)
    if not visitor.accepted:
        visitors.remember(request, response, replace(visitor, accepted=True))
    return response


async def hold(request: Request, visitor: Known, one: Submission) -> Receipt:
    """Hold it within the limits; a retry of what is held already is never too often."""
    try:
        within_limits(request, visitor, address=one.address)
    except TooMany:
        async with ground(request).database.reading() as session:
            before = await session.run_sync(repeated, one)
        if before is None:
            raise
        return before
    with ground(request).hub.giving_way():
        return await intake(request).submit(one)


async def submission(
    request: Request, entry: Entry, visitor: Known, *, key: str, name: str, text: str
) -> Submission:
    """A question in canonical words, read by the checks."""
    return Submission(
        chat_id=entry.chat_id, stream_id=entry.stream_id, visitor_id=visitor.id, key=key,
        name=name, text=text, at=ground(request).clock.now(),
        findings=await watching(request).read(text, chat_id=entry.chat_id),
        address=await request.app.state.addresses.of(request),
    )  # fmt: skip


async def give_back(request: Request, form: Ask, error: Refused) -> Response:
    """The form again, with its sender's words still in it; problem JSON never repeats them."""
    if wants_json(request):
        raise error
    if not isinstance(error, Invalid):
        form.errors = {"form": error.sentence}
    return await room_page(request, await room_of(request), form=form, status=error.status)


async def taken(request: Request, receipt: Receipt, one: Submission, *, chat_slug: str) -> Response:
    if not wants_json(request):
        return see_other(f"/questions/{receipt.receipt}")
    if receipt.fresh:
        status, own = (
            201,
            just_held(one, chat_slug=chat_slug, ahead=receipt.ahead),
        )
    else:
        async with ground(request).database.reading() as session:
            status, own = 200, await owned.own(session, receipt.receipt)
    return JSONResponse(own_json(request, own), status, {"Cache-Control": "no-store"})


def just_held(one: Submission, *, chat_slug: str, ahead: int) -> OwnQuestion:
    """A question of this very moment as its asker sees it; nothing of it need be read again."""
    return OwnQuestion(
        id=one.id, receipt=one.receipt, chat_slug=chat_slug, state=QuestionState.HELD,
        name=one.name, text=one.text, at=one.at, urgent=one.lane is Lane.URGENT, ahead=ahead,
        number=None, edited=False, reason=None, answers=(), follows=one.id,
    )  # fmt: skip


def intake(request: Request) -> Intake:
    return request.app.state.intake


routes = [
    Route("/chats/{slug}", room, name="room"),
    Route("/chats/{slug}/questions", submit, methods=["POST"], name="submit"),
    Route("/chats/{slug}/events", live.events, name="events"),
    WebSocketRoute("/chats/{slug}/live", live.room, name="room-live"),
]
