"""Appealing against a ban: a page for whoever holds the receipt of the question it was for."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chat import checks
from chat.rooms import verbs
from chat.rooms.queries import measures, owned
from chat.rooms.routes.receipts import within_rate
from chat.schedule import queries as schedule
from foundation.errors import Invalid, NotFound, Refused
from foundation.web import fields, ground, page, see_other, wants_json

LONGEST = 500


async def appeal(request: Request) -> Response:
    return await appeal_page(request)


async def appeal_page(
    request: Request, *, error: Refused | None = None, typed: str = ""
) -> Response:
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        own = await owned.own(session, request.path_params["receipt"])
        ban = await measures.ban_over(session, own.id, at=at)
        chat = await schedule.chat(session, own.chat_slug)
    return page(
        request, "rooms/appeal.html", status=error.status if error else 200, own=own, ban=ban,
        chat=chat, error=error, typed=typed, longest=LONGEST,
        # Its form needs an origin, which a page without any referrer does not send.
        headers={"Referrer-Policy": "same-origin"},
    )  # fmt: skip


async def send(request: Request) -> Response:
    """Take an appeal; refused, it comes back with its words still in the field."""
    typed = (await fields(request)).get("text", "")
    text, at = checks.canonical(typed), ground(request).clock.now()
    receipt = request.path_params["receipt"]
    try:
        async with ground(request).database.reading() as session:
            own = await owned.own(session, receipt)
            ban = await measures.ban_over(session, own.id, at=at)
        if not 0 < checks.length(text) <= LONGEST or len(text) > 4 * LONGEST:
            raise Invalid(f"Say why in 1 to {LONGEST} characters.", field="text")
        within_rate(request, f"appeal {receipt}")
        async with ground(request).database.writing() as session:
            event = await verbs.appeal(session, ban.id, text=text, at=at)
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        return await appeal_page(request, error=error, typed=typed)
    if wants_json(request):
        return JSONResponse({"status": event.kind}, headers={"Cache-Control": "no-store"})
    return see_other(f"/questions/{receipt}/appeal")


routes = [
    Route("/questions/{receipt}/appeal", appeal, name="appeal"),
    Route("/questions/{receipt}/appeal", send, methods=["POST"], name="appeal-sending"),
]
