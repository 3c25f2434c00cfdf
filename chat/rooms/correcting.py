"""The panel's deeds on what is shown already: an answer is corrected."""

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.rooms import queries, verbs
from chat.rooms.models import LONGEST_NOTE
from chat.rooms.panel import Sheet, desk_page, done, marked, refuse_length
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.staff.guard import StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground, wants_json


async def correction(request: Request) -> Response:
    """Take other words for an answer; refused, they come back in their form."""
    given, answer_id = await fields(request), request.path_params["id"]
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of_answer(session, answer_id)
    text, note = (checks.canonical(given.get(name, "")) for name in ("text", "note"))
    viewer = request.state.viewer
    try:
        refuse_length(text)
        refuse_note(note, "Say in a sentence what was wrong: the public reads it.")
        words = verbs.Wording(text, await marked(request, slug, text))
        async with ground(request).database.writing() as session:
            event = await verbs.correct(
                session, answer_id, words=words,
                note=verbs.Wording(note, await marked(request, slug, note)),
                by=viewer.person_id, seated=viewer.only_own(Right.DRAFT_ANSWER),
                at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        sheet = Sheet("correct", answer_id, given)
        return await desk_page(request, slug, error=error, sheet=sheet)
    # The words before must have left every page when this is answered.
    await ground(request).hub.reached(event.stream_id, event.seq)
    return done(request, event, slug)


def refuse_note(note: str, sentence: str, *, field: str = "note") -> None:
    """Raises Invalid for no note, with the sentence, or one that is too long."""
    if not note:
        raise Invalid(sentence, field=field)
    if (length := checks.length(note)) > LONGEST_NOTE:
        raise Invalid(
            f"This can be at most {LONGEST_NOTE} characters. Yours has {length}.", field=field
        )


routes = [
    StaffRoute(
        "/staff/answers/{id}/correction",
        correction,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="correction",
    ),
]
