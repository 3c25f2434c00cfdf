"""The asker's own page: whoever holds the receipt sees these words, and nobody else."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from chat import checks
from chat.rooms import live, verbs
from chat.rooms.asking import text_fault
from chat.rooms.models import LONGEST_DISPUTE, QuestionState
from chat.rooms.phases import phase
from chat.rooms.queries import owned
from chat.rooms.renewing import renewing
from chat.rooms.views import OwnQuestion
from chat.rooms.watching import watching
from chat.schedule import queries as schedule
from foundation.errors import Invalid, Refused, TooMany, WrongState
from foundation.limits import Rate
from foundation.web import fields, ground, page, see_other, wants_json

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
        watch=renewing(request),
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
        findings = await watching(request).read(text, chat_id=entry.chat_id)
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


def own_json(request: Request, own: OwnQuestion) -> dict[str, object]:
    module = ground(request).templates.get_template("rooms/own.html").module
    return {
        "id": own.id, "receipt": own.receipt, "status": own.state.value,
        "words": STATE_WORDS[own.state], "status_url": f"/questions/{own.receipt}",
        "urgent": own.urgent, "reason": own.reason.value if own.reason else None,
        "html": str(module.own(own)),  # ty: ignore[missing-attribute]
    }  # fmt: skip


routes = [
    Route("/questions/{receipt}", status, name="status"),
    Route("/questions/{receipt}/rewording", rewording, methods=["POST"], name="rewording"),
    Route("/questions/{receipt}/retraction", retraction, methods=["POST"], name="retraction"),
    Route("/questions/{receipt}/dispute", dispute, methods=["POST"], name="dispute"),
    WebSocketRoute("/questions/{receipt}/live", live.status, name="status-live"),
]
