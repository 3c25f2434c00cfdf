"""The room in public: its page at every hour, asking, the asker's own status, catching up."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from chat import checks
from chat.rooms import live, owned, promises, queries, verbs, visitors
from chat.rooms.asking import Ask, ask, key_fault, text_fault
from chat.rooms.holding import Receipt, Submission, repeated
from chat.rooms.intake import Intake
from chat.rooms.limits import within_limits
from chat.rooms.measures import Standing, weightiest
from chat.rooms.models import LONGEST_DISPUTE, LONGEST_NAME, LONGEST_QUESTION, Lane, QuestionState
from chat.rooms.phases import phase
from chat.rooms.promises import PublicPromise
from chat.rooms.views import OwnQuestion, PublicNotice, PublicQuestion
from chat.rooms.visitors import Known
from chat.rooms.watching import Watching
from chat.schedule import queries as schedule
from chat.schedule.directory import Entry
from chat.schedule.models import OVER, TAKES_QUESTIONS, Chat, Statement
from foundation.errors import Invalid, Refused, TooMany, Unavailable, WrongState
from foundation.events import head
from foundation.identifiers import new_secret
from foundation.limits import Rate
from foundation.web import fields, ground, page, see_other, wants_json

LIMITS = {"longest_question": LONGEST_QUESTION, "longest_name": LONGEST_NAME}
WATCH = range(10, 121)  # seconds a page without scripts may ask to be shown anew
STATE_WORDS = {
    QuestionState.HELD: "Held: a moderator will read it.",
    QuestionState.APPROVED: "Shown in the chat, waiting for an answer.",
    QuestionState.ANSWERED: "Answered.",
    QuestionState.REJECTED: "Not shown.",
    QuestionState.DIVERTED: "Not shown: turn to 999, 101 or Crimestoppers instead.",
    QuestionState.MERGED: "Put together with another that asks the same.",
    QuestionState.RETRACTED: "Taken back by you.",
    QuestionState.WITHDRAWN: "Taken down by a moderator.",
    QuestionState.LAPSED: "The chat ended before a moderator could read it.",
    QuestionState.UNANSWERED: "The chat ended before it could be answered.",
}


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
        watch=watching(request), limits=LIMITS,
    )  # fmt: skip
    if shown.chat.state in TAKES_QUESTIONS:
        # Before anything is sent: a retry must be known as the same visitor's, or it asks twice.
        visitors.remember(request, response, visitors.greet(request))
    return response


def accepted(request: Request) -> bool:
    """Whether this visitor has accepted the house rules before."""
    visitor = visitors.known(request)
    return visitor is not None and visitor.accepted


def watching(request: Request) -> int | None:
    """Every how many seconds the page shows itself anew, for readers without scripts who ask for
    it."""
    asked = request.query_params.get("watch", "")
    return int(asked) if asked.isdigit() and len(asked) < 4 and int(asked) in WATCH else None


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
    watch = await watch_lists(request).over(entry.chat_id)
    return Submission(
        chat_id=entry.chat_id, stream_id=entry.stream_id, visitor_id=visitor.id, key=key,
        name=name, text=text, at=ground(request).clock.now(),
        findings=checks.read(text, watch=watch),
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


def own_json(request: Request, own: OwnQuestion) -> dict[str, object]:
    module = ground(request).templates.get_template("rooms/own.html").module
    return {
        "id": own.id, "receipt": own.receipt, "status": own.state.value,
        "words": STATE_WORDS[own.state], "status_url": f"/questions/{own.receipt}",
        "urgent": own.urgent, "reason": own.reason.value if own.reason else None,
        "html": str(module.own(own)),  # ty: ignore[missing-attribute]
    }  # fmt: skip


async def status(request: Request) -> Response:
    """The asker's own page: whoever holds the receipt, and nobody else, sees these words."""
    return await status_page(request)


async def status_page(
    request: Request, *, error: Refused | None = None, typed: str = ""
) -> Response:
    async with ground(request).database.reading() as session:
        own = await owned.own(session, request.path_params["receipt"])
        chat = await schedule.chat(session, own.chat_slug)
    if wants_json(request):
        return JSONResponse(own_json(request, own), headers={"Cache-Control": "no-store"})
    return page(
        request,
        "rooms/status.html",
        status=error.status if error else 200,
        # Its forms need an origin, which a page without any referrer does not send.
        headers={"Referrer-Policy": "same-origin"},
        error=error,
        typed=typed,
        own=own,
        chat=chat,
        phase=phase(chat),
        now=ground(request).clock.now(),
        watch=watching(request),
    )


async def rewording(request: Request) -> Response:
    """The asker's own other words, while nobody has let the question through."""
    typed = (await fields(request)).get("text", "")
    text = checks.canonical(typed)
    try:
        if fault := text_fault(text):
            raise Invalid(fault, field="text")
        within_rate(request, f"reword {request.path_params['receipt']}")
        async with ground(request).database.reading() as session:
            own = await owned.own(session, request.path_params["receipt"])
        entry = await live.directory(request).at(own.chat_slug)
        findings = checks.read(text, watch=await watch_lists(request).over(entry.chat_id))
        return await own_deed(request, verbs.reword, text=text, findings=findings)
    except (Invalid, TooMany, WrongState) as error:
        if wants_json(request):
            raise
        return await status_page(request, error=error, typed=typed)


async def retraction(request: Request) -> Response:
    """The asker takes their question back."""
    await fields(request)
    try:
        return await own_deed(request, verbs.retract)
    except WrongState as error:
        if wants_json(request):
            raise
        return await status_page(request, error=error)


async def dispute(request: Request) -> Response:
    """The asker of a rejected question asks that another moderator looks at it."""
    typed = (await fields(request)).get("text", "")
    text = checks.canonical(typed)
    try:
        if (length := checks.length(text)) > LONGEST_DISPUTE:
            raise Invalid(f"Say it in at most {LONGEST_DISPUTE} characters. Yours has {length}.",
                          field="text")  # fmt: skip
        return await own_deed(request, verbs.dispute, text=text)
    except (Invalid, WrongState) as error:
        if wants_json(request):
            raise
        return await status_page(request, error=error, typed=typed)


async def follow_up(request: Request) -> Response:
    """The asker of an answered question asks on: a question of its own, held like any other."""
    given = await fields(request)
    text, key = checks.canonical(given.get("text", "")), given.get("key", "")
    try:
        faults = {"text": text_fault(text), "key": key_fault(key)}
        if any(faults.values()):
            raise Invalid.all_of({name: words for name, words in faults.items() if words})
        async with ground(request).database.reading() as session:
            own = await owned.own(session, request.path_params["receipt"])
        if not own.follow_up_key:
            raise WrongState(
                "A follow-up can be asked once your question is answered, while the chat runs."
            )
        entry = await live.directory(request).at(own.chat_slug)
        visitor = Known(own.visitor_id, accepted=True)
        one = await submission(request, entry, visitor, key=key, name=own.name, text=text)
        receipt = await hold(request, visitor, replace(one, follow_up_to=own.follows))
    except (Invalid, TooMany, WrongState, Unavailable) as error:
        if wants_json(request):
            raise
        return await status_page(request, error=error, typed=given.get("text", ""))
    return await taken(request, receipt, one, chat_slug=own.chat_slug)


async def own_deed(request: Request, verb: verbs.Deed, **given: object) -> Response:
    """Do what only the holder of a receipt may, and show how the question stands then."""
    receipt = request.path_params["receipt"]
    async with ground(request).database.reading() as session:
        own = await owned.own(session, receipt)
    async with ground(request).database.writing() as session:
        await verb(session, own.id, at=ground(request).clock.now(), **given)
    if not wants_json(request):
        return see_other(f"/questions/{receipt}")
    async with ground(request).database.reading() as session:
        own = await owned.own(session, receipt)
    return JSONResponse(own_json(request, own), headers={"Cache-Control": "no-store"})


def within_rate(request: Request, key: str) -> None:
    """Raises TooMany for whoever changes the same words more often than questions may be asked."""
    mine = ground(request).settings.questions_per_minute
    if wait := ground(request).limits.take(key, Rate(mine, burst=mine)):
        raise TooMany("You are changing it very quickly. Please wait.", retry_after=int(wait) + 1)


def watch_lists(request: Request) -> Watching:
    return request.app.state.watching


def intake(request: Request) -> Intake:
    return request.app.state.intake


routes = [
    Route("/chats/{slug}", room, name="room"),
    Route("/chats/{slug}/questions", submit, methods=["POST"], name="submit"),
    Route("/chats/{slug}/events", live.events, name="events"),
    WebSocketRoute("/chats/{slug}/live", live.room, name="room-live"),
    Route("/questions/{receipt}", status, name="status"),
    Route("/questions/{receipt}/rewording", rewording, methods=["POST"], name="rewording"),
    Route("/questions/{receipt}/retraction", retraction, methods=["POST"], name="retraction"),
    Route("/questions/{receipt}/dispute", dispute, methods=["POST"], name="dispute"),
    Route("/questions/{receipt}/follow-up", follow_up, methods=["POST"], name="follow-up"),
    WebSocketRoute("/questions/{receipt}/live", live.status, name="status-live"),
]
