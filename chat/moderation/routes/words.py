"""The words of abuse: changing them, trying them, and every version of them and of watch lists."""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from chat import checks
from chat.moderation import events
from chat.moderation.routes.given import MOST_OF_A_LIST
from chat.moderation.routes.reading import WHOLE, restricted
from chat.rooms import queries as rooms
from chat.rooms import verbs as room
from chat.rooms.models import LONGEST_WHY
from chat.rooms.queries import wordlists
from chat.schedule import queries as schedule
from chat.schedule.models import OVER
from foundation.errors import Invalid, NotFound, Refused
from foundation.events import Event
from foundation.web import fields, ground, page, see_other, wants_json

MOST_DIGITS = 9  # a longer number is no version's
Trial = tuple[str, tuple[checks.Finding, ...]]  # a text, and what was found in it


async def words(request: Request) -> Response:
    return await words_page(request)


async def words_page(
    request: Request, *,
    error: Refused | None = None, typed: Mapping[str, str] | None = None,
    trial: Trial | None = None,
) -> Response:  # fmt: skip
    """The words in force, or as they were typed, and the versions before."""
    before = number(request.query_params.get("before", ""))
    async with ground(request).database.reading() as session:
        in_force = await wordlists.abuse_in_force(session)
        versions = await wordlists.abuse_versions(session, before=before)
    return page(
        request, "moderation/abuse.html", status=error.status if error else 200, error=error,
        typed=typed or {}, trial=trial, in_force=in_force, versions=versions, before=before,
        longest=LONGEST_WHY, now=ground(request).clock.now(),
    )  # fmt: skip


async def as_text(request: Request) -> Response:
    """One version as a plain text, the one in force unless another is asked for."""
    asked = request.query_params.get("version")
    async with ground(request).database.reading() as session:
        if asked is None:
            found = await wordlists.abuse_in_force(session)
        elif wanted := number(asked):
            found = await wordlists.abuse_version(session, wanted)
        else:
            raise NotFound("There is no such version.")
    return PlainTextResponse("\n".join((*found.entries, "")), headers={"Cache-Control": "no-store"})


async def watch_versions(request: Request) -> Response:
    """The versions of one chat's watch list, which is changed at its desk."""
    before = number(request.query_params.get("before", ""))
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, request.path_params["slug"])
        in_force, _ = await rooms.watch_words(session, chat.id)
        versions = await wordlists.watch_versions(session, chat.id, before=before)
    await restricted(request, chat.id, events.WATCH_READ, about=WHOLE)
    return page(
        request, "moderation/watched.html", chat=chat, versions=versions, in_force=in_force,
        over=chat.state in OVER, now=ground(request).clock.now(),
    )  # fmt: skip


async def changing(request: Request) -> Response:
    """Put other words in force; bad ones are refused whole, and come back as they were typed."""
    given = await fields(request, most=MOST_OF_A_LIST)
    note = checks.canonical(given.get("note", ""))
    try:
        if checks.length(note) > LONGEST_WHY:
            raise Invalid(f"Say why in at most {LONGEST_WHY} characters.", field="note")
        return await deed(
            request, room.change_words, entries(given), version=shown(given), note=note
        )
    except Refused as error:
        if wants_json(request):
            raise
        return await words_page(request, error=error, typed=given)


async def restoration(request: Request) -> Response:
    """Put an earlier version back, as a version of its own."""
    given = await fields(request, most=MOST_OF_A_LIST)
    try:
        return await deed(
            request, room.put_words_back, request.path_params["number"], version=shown(given)
        )
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        return await words_page(request, error=error)


async def trial(request: Request) -> Response:
    """What words as they were typed find in a text; neither is kept anywhere."""
    given = await fields(request, most=MOST_OF_A_LIST)
    text = checks.canonical(given.get("text", ""))
    try:
        if not text:
            raise Invalid("Type a text to try the words on.", field="text")
        async with ground(request).database.reading() as session:
            known = (await wordlists.abuse_in_force(session)).entries
        found = checks.listed(text, listed(entries(given), known))
    except Refused as error:
        if wants_json(request):
            raise
        return await words_page(request, error=error, typed=given)
    if not wants_json(request):
        return await words_page(request, typed=given, trial=(text, found))
    marked = [{"rule": one.rule, "start": one.start, "end": one.end} for one in found]
    return JSONResponse({"findings": marked}, headers={"Cache-Control": "no-store"})


async def deed(
    request: Request, verb: room.Deed, about: int | Sequence[str], **given: int | str
) -> Response:
    """Change the words; from now on all that comes is read against them."""
    try:
        async with ground(request).database.writing() as session:
            event: Event = await verb(
                session, about, by=request.state.viewer.person_id,
                at=ground(request).clock.now(), **given,
            )  # fmt: skip
    except checks.BadList as bad:
        raise Invalid(bad.sentence, field="entries") from None
    request.app.state.watching.forget_abuse()
    if wants_json(request):
        return JSONResponse({"status": event.kind, "version": int(event.about)})
    return see_other("/staff/words")


def listed(entries: Sequence[str], known: Sequence[str]) -> checks.AbuseList:
    """A list as it was typed. Raises Invalid."""
    try:
        return checks.AbuseList(entries, known=known)
    except checks.BadList as bad:
        raise Invalid(bad.sentence, field="entries") from None


def entries(given: Mapping[str, str]) -> Sequence[str]:
    return given.get("entries", "").splitlines()


def shown(given: Mapping[str, str]) -> int:
    """The version that was shown. Raises Invalid."""
    if version := number(given.get("version", "")):
        return version
    raise Invalid("Say which version of the words you were shown.", field="version")


def number(value: str) -> int | None:
    """A version's number, or None for what cannot be one."""
    fits = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    return int(value) if fits else None
