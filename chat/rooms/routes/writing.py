"""What the panel writes beside its answers: from its form to its deed, whatever it is."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.rooms import verbs
from chat.rooms.models import LONGEST_NOTE
from chat.rooms.routes.panel import Sheet, desk_page, done, marked
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.events import Event
from foundation.staff.roles import Right
from foundation.web import ground, wants_json

# Reads what was typed, and gives the deed that it is ready for. Raises Invalid.
Ready = Callable[[], Awaitable[verbs.Deed]]


async def write(
    request: Request, slug: str, sheet: Sheet, ready: Ready,
    then: Callable[[Request, Event], Awaitable[Response]] | None = None,
) -> Response:  # fmt: skip
    """Do what a sheet is ready for; refused, it comes back as it was typed."""
    viewer = request.state.viewer
    try:
        deed = await ready()
        async with ground(request).database.writing() as session:
            event = await deed(
                session, by=viewer.person_id, seated=viewer.only_own(Right.DRAFT_ANSWER),
                at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        return await desk_page(request, slug, error=error, sheet=sheet)
    if then is not None:
        return await then(request, event)
    # The words before must have left every page when this is answered.
    await ground(request).hub.reached(event.stream_id, event.seq)
    return done(request, event, slug)


async def note(
    request: Request, slug: str, text: str, sentence: str, *, field: str = "text"
) -> verbs.Wording:
    """A sentence for the public, with what the checks find in it. Raises Invalid for none, with the
    sentence that asks for it, or one that is too long."""
    text = checks.canonical(text)
    if not text:
        raise Invalid(sentence, field=field)
    if (length := checks.length(text)) > LONGEST_NOTE:
        raise Invalid(
            f"This can be at most {LONGEST_NOTE} characters. Yours has {length}.", field=field
        )
    return await worded(request, slug, text)


async def worded(request: Request, slug: str, text: str) -> verbs.Wording:
    return verbs.Wording(text, await marked(request, slug, text))
