"""Taking a question away, as the panel's desk sends it."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.rooms import queries, verbs
from chat.rooms.models import LONGEST_TEAM, Question
from chat.rooms.routes.panel import Sheet
from chat.rooms.routes.writing import note, write
from foundation.errors import Invalid
from foundation.staff.guard import StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground

MOST_DIGITS = 9  # a longer number is no seat, and no column holds it


async def take_away(request: Request) -> Response:
    """Take who will answer, and by when."""
    given, question_id = await fields(request), request.path_params["id"]
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, Question, question_id)

    async def ready() -> verbs.Deed:
        words = await note(request, slug, given.get("text", ""), "Write a sentence to the asker.")
        return partial(
            verbs.take_away, question_id=question_id, owner=owner(given), due_on=day(given),
            words=words,
        )  # fmt: skip

    return await write(request, slug, Sheet("take-away", question_id, given), ready)


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
    """The day by which it is to be done. Raises Invalid."""
    try:
        return date.fromisoformat(given.get("due", ""))
    except ValueError:
        raise Invalid("Choose the day by which it is to be done.", field="due") from None


routes = [
    StaffRoute(
        "/staff/questions/{id}/take-away",
        take_away,
        right=Right.DRAFT_ANSWER,
        methods=["POST"],
        name="take-away",
    ),
]
