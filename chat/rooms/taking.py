"""Taking a question away, as the panel's desk sends it."""

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.rooms import queries, verbs
from chat.rooms.correcting import refuse_note
from chat.rooms.models import LONGEST_TEAM
from chat.rooms.panel import Sheet, desk_page, done, marked
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.staff.guard import StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground, wants_json

MOST_DIGITS = 9  # a longer number is no seat, and no column holds it


async def take_away(request: Request) -> Response:
    """Take who will answer, and by when; refused, it comes back in its form."""
    given, question_id = await fields(request), request.path_params["id"]
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, question_id)
    text, viewer = checks.canonical(given.get("text", "")), request.state.viewer
    try:
        refuse_note(text, "Write a sentence to the asker.", field="text")
        words = verbs.Wording(text, await marked(request, slug, text))
        async with ground(request).database.writing() as session:
            event = await verbs.take_away(
                session, question_id, owner=owner(given), due_on=day(given), words=words,
                by=viewer.person_id, seated=viewer.only_own(Right.DRAFT_ANSWER),
                at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        sheet = Sheet("take-away", question_id, given)
        return await desk_page(request, slug, error=error, sheet=sheet)
    await ground(request).hub.reached(event.stream_id, event.seq)
    return done(request, event, slug)


def owner(given: Mapping[str, str]) -> verbs.Owner:
    """A seat or a team. Raises Invalid for both: no one guesses which of them was meant."""
    team, seat = checks.canonical_name(given.get("team", "")), given.get("seat", "")
    if team and seat:
        raise Invalid("Choose one of the panel or name a team, not both.", field="team")
    if checks.length(team) > LONGEST_TEAM:
        raise Invalid(f"The team can have at most {LONGEST_TEAM} characters.", field="team")
    if team or not (seat.isascii() and seat.isdigit() and len(seat) <= MOST_DIGITS):
        return verbs.Owner(team=team)
    return verbs.Owner(seat=int(seat))


def day(given: Mapping[str, str]) -> date:
    """The day by which it is answered. Raises Invalid."""
    try:
        return date.fromisoformat(given.get("due", ""))
    except ValueError:
        raise Invalid("Choose the day by which it is answered.", field="due") from None


routes = [
    StaffRoute(
        "/staff/questions/{id}/take-away",
        take_away,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="take-away",
    ),
]
