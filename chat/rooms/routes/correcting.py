"""The panel's deeds on what is shown already: an answer is corrected."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.rooms import queries, verbs
from chat.rooms.models import Answer
from chat.rooms.routes.panel import Sheet, refuse_length
from chat.rooms.routes.writing import note, worded, write
from foundation.staff.guard import StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground

WHY = "Say in a sentence what was wrong: the public reads it."


async def correction(request: Request) -> Response:
    """Take other words for an answer."""
    given, answer_id = await fields(request), request.path_params["id"]
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, Answer, answer_id)

    async def ready() -> verbs.Deed:
        text = checks.canonical(given.get("text", ""))
        refuse_length(text)
        why = await note(request, slug, given.get("note", ""), WHY, field="note")
        words = await worded(request, slug, text)
        return partial(verbs.correct, answer_id=answer_id, words=words, note=why)

    return await write(request, slug, Sheet("correct", answer_id, given), ready)


routes = [
    StaffRoute(
        "/staff/answers/{id}/correction",
        correction,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="correction",
    ),
]
