"""Keeping order: deeds on the asker of the question in hand, each an address."""

import functools
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import Response

from chat.moderation import queries
from chat.moderation.routes.deciding import back_at_desk, done
from chat.moderation.routes.given import OF_ASKERS
from chat.rooms import verbs as room
from chat.rooms.models import Reason
from foundation.clock import ENGLAND, local
from foundation.errors import Invalid, Refused
from foundation.web import fields, ground

Read = Callable[[Mapping[str, str], datetime], Reason | int | datetime | None]
SPANS = {"week": timedelta(days=7), "month": timedelta(days=30), "three-months": timedelta(days=91)}
LONGEST = timedelta(days=365)
MUTE = timedelta(minutes=10)
SLOWEST = 60  # minutes
CHOOSE_END = "Choose when the ban ends: a week, a month, three months, or a date."


async def warning(request: Request) -> Response:
    return await on_asker(request, room.warn, reason=why)


async def slowing(request: Request) -> Response:
    return await on_asker(request, room.slow_down, reason=why, every=every)


async def muting(request: Request) -> Response:
    return await on_asker(request, room.mute, reason=why, until=pause)


async def banning(request: Request) -> Response:
    """From the room, and from those of the same area."""
    return await on_asker(
        request, functools.partial(room.ban, everywhere=False), reason=why, until=last_moment
    )


async def banning_everywhere(request: Request) -> Response:
    """From all of the force's rooms."""
    return await on_asker(
        request, functools.partial(room.ban, everywhere=True), reason=why, until=last_moment
    )


async def trusting(request: Request) -> Response:
    return await on_asker(request, room.trust)


async def on_asker(request: Request, verb: room.Deed, **read: Read) -> Response:
    """Do a deed on whoever asked; `read` makes each of its choices from what was given."""
    question, by = request.path_params["id"], request.state.viewer.person_id
    given, at = await fields(request), ground(request).clock.now()
    try:
        choices = {name: make(given, at) for name, make in read.items()}
        async with ground(request).database.writing() as session:
            event = await verb(session, question, by=by, at=at, **choices)
    except Refused as error:
        return await back_at_desk(request, error)
    async with ground(request).database.reading() as session:
        slug = await queries.chat_of(session, question)
    return await done(request, event, f"/staff/chats/{slug}?item={question}#item")


def why(given: Mapping[str, str], at: datetime) -> Reason:
    """Why, from the part of the short list that is about a person. Raises Invalid."""
    found = next((one for one in OF_ASKERS if one.value == given.get("reason")), None)
    if found is None:
        raise Invalid("Choose a reason from the list.", field="reason")
    return found


def every(given: Mapping[str, str], at: datetime) -> int:
    """Seconds between two questions. Raises Invalid."""
    minutes = given.get("minutes", "")
    if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= SLOWEST):
        raise Invalid(f"Let them ask once in 1 to {SLOWEST} minutes.", field="minutes")
    return int(minutes) * 60


def pause(given: Mapping[str, str], at: datetime) -> datetime | None:
    """The end of a mute; None is the end of the chat. Raises Invalid."""
    if given.get("span") not in {"ten-minutes", "chat"}:
        raise Invalid("Mute for ten minutes, or for the rest of the chat.", field="span")
    return at + MUTE if given["span"] == "ten-minutes" else None


def last_moment(given: Mapping[str, str], at: datetime) -> datetime:
    """The end of the last day of a ban, as the wall shows it in England. Raises Invalid."""
    today, until, on = local(at).date(), given.get("until", ""), given.get("date", "")
    if until in SPANS and on:
        raise Invalid("Choose a span or a date, not both: leave the date empty.", field="date")
    day = today + SPANS[until] if until in SPANS else written(on if until == "date" else until)
    if day < today:
        raise Invalid("That day is past. Choose a day to come.", field="date")
    if day > today + LONGEST:
        raise Invalid("A ban lasts a year at most. Choose an earlier day.", field="date")
    return datetime.combine(day + timedelta(days=1), time(), ENGLAND)


def written(day: str) -> date:
    """A date as forms send it. Raises Invalid."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Invalid(CHOOSE_END, field="until") from None
