"""The page of bans and limits: lifting what stands, and deciding on appeals."""

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.moderation import bans
from chat.moderation.routes.deciding import done
from chat.rooms import verbs as room
from foundation.errors import Invalid, NotFound, Refused
from foundation.web import fields, ground, page, wants_json

LONGEST_REPLY = 300
HIGHEST = 2**31 - 1  # what the databases hold


async def standing(request: Request) -> Response:
    return await bans_page(request)


async def bans_page(
    request: Request, *, error: Refused | None = None, typed: str = "", about: int | None = None
) -> Response:
    """All of it; `about` is the appeal whose decision was refused, and `typed` its words."""
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        appeals, stand, over = await bans.lines(session, at=at)
    return page(
        request, "moderation/bans.html", status=error.status if error else 200, appeals=appeals,
        stand=stand, over=over, error=error, typed=typed, about=about, longest=LONGEST_REPLY,
    )  # fmt: skip


async def lifting(request: Request) -> Response:
    await fields(request)
    return await deed(request, room.lift_limit)


async def upholding(request: Request) -> Response:
    return await decision(request, room.uphold)


async def hearing(request: Request) -> Response:
    return await decision(request, room.hear)


async def decision(request: Request, verb: room.Deed) -> Response:
    """Decide on an appeal, with a sentence to its asker."""
    typed = (await fields(request)).get("reply", "")
    return await deed(request, verb, typed=typed, reply=checks.canonical(typed))


async def deed(
    request: Request, verb: room.Deed, *, typed: str = "", **given: str
) -> Response:  # fmt: skip
    about, by = request.path_params["id"], request.state.viewer.person_id
    if about > HIGHEST:
        raise NotFound("There is nothing by that number.")
    try:
        if "reply" in given and not 0 < checks.length(given["reply"]) <= LONGEST_REPLY:
            raise Invalid(f"Say why in 1 to {LONGEST_REPLY} characters.", field="reply")
        async with ground(request).database.writing() as session:
            event = await verb(session, about, by=by, at=ground(request).clock.now(), **given)
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        return await bans_page(request, error=error, typed=typed, about=about)
    return await done(request, event, "/staff/bans")
