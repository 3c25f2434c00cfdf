"""Promises: written down at the panel's desk, read by a second person, reported on by the panel."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat.rooms import queries, verbs
from chat.rooms.models import LONGEST_NOTE, Promise, PromiseOutcome, Reason
from chat.rooms.queries import promises
from chat.rooms.routes.panel import Sheet
from chat.rooms.routes.taking import day, owner
from chat.rooms.routes.writing import note, write
from chat.schedule import queries as schedule
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.events import Event
from foundation.staff.guard import Endpoint, StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground, page, see_other, wants_json

E = TypeVar("E", bound=StrEnum)
DONE = "Say in a sentence what has been done."


async def listed(request: Request) -> Response:
    return await list_page(request)


async def list_page(
    request: Request, *, error: Refused | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    viewer = request.state.viewer
    async with ground(request).database.reading() as session:
        found = await promises.of_staff(
            session, viewer.person_id, seated=viewer.only_own(Right.SEE_PROMISES)
        )
    return page(
        request, "rooms/promises.html", status=error.status if error else 200, promises=found,
        error=error, about=request.path_params.get("id", ""), typed=typed or {},
        longest=LONGEST_NOTE, now=ground(request).clock.now(),
    )  # fmt: skip


async def promise(request: Request) -> Response:
    """Take what will be done."""
    given, slug = await fields(request), request.path_params["slug"]
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, slug)
    question = given.get("question", "")

    async def ready() -> verbs.Deed:
        words = await note(request, slug, given.get("text", ""), "Write what will be done.")
        return partial(
            verbs.promise, chat_id=chat.id, question=question or None, owner=owner(given),
            due_on=day(given), words=words,
        )  # fmt: skip

    return await write(request, slug, Sheet("promise", question, given), ready, then=written)


async def written(request: Request, event: Event) -> Response:
    """A promise changes no page until a second person has read it; its author is at a desk."""
    if wants_json(request):
        return answered(event)
    slug = request.path_params["slug"]
    return see_other(f"/staff/chats/{slug}/panel?sent={event.kind}#told")


async def report(request: Request) -> Response:
    """Take what has become of a promise."""
    given, viewer = await fields(request), request.state.viewer
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, Promise, request.path_params["id"])
    try:
        outcome = chosen(given, "outcome", PromiseOutcome, "Choose what has become of it.")
        words = await note(request, slug, given.get("text", ""), DONE)
        async with ground(request).database.writing() as session:
            event = await verbs.report(
                session, request.path_params["id"], outcome=outcome, words=words,
                by=viewer.person_id,
                seated=viewer.only_own(Right.DRAFT_ANSWER), at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        return await list_page(request, error=error, typed=given)
    return await done(request, event)


async def approval(request: Request) -> Response:
    return await decide(request, verbs.show_promise)


async def rejection(request: Request) -> Response:
    return await decide(request, verbs.return_promise, why=True)


async def withdrawal(request: Request) -> Response:
    return await decide(request, verbs.withdraw_promise, shown=False, why=True)


async def report_approval(request: Request) -> Response:
    return await decide(request, verbs.show_report)


async def report_rejection(request: Request) -> Response:
    return await decide(request, verbs.return_report, why=True)


async def decide(
    request: Request, verb: verbs.Deed, *, shown: bool = True, why: bool = False
) -> Response:
    """A second person's deed on the words that were shown, with its reason where it needs one."""
    given = await fields(request)
    asked: dict[str, object] = {"version": given.get("version", "")} if shown else {}
    try:
        if why:
            asked["reason"] = chosen(given, "reason", Reason, "Choose a reason from the list.")
        async with ground(request).database.writing() as session:
            event = await verb(
                session, request.path_params["id"], by=request.state.viewer.person_id,
                at=ground(request).clock.now(), **asked,
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        return await list_page(request, error=error)
    return await done(request, event)


def chosen(given: Mapping[str, str], name: str, kind: type[E], sentence: str) -> E:
    """One of a short list. Raises Invalid with the sentence."""
    try:
        return kind(given.get(name, ""))
    except ValueError:
        raise Invalid(sentence, field=name) from None


async def done(request: Request, event: Event) -> Response:
    """Answer once every reader of this process has been written what the deed changed, in the other
    chats that tell of the promise."""
    async with ground(request).database.reading() as session:
        told = await promises.telling(session, event.about)
    for stream, seq in told:
        await ground(request).hub.reached(stream, seq)
    if wants_json(request):
        return answered(event)
    return see_other(f"/staff/promises#promise-{event.about}")


def answered(event: Event) -> JSONResponse:
    return JSONResponse({"status": event.kind, "seq": event.seq, "promise": event.about})


def deed(path: str, endpoint: Endpoint, right: Right, name: str) -> StaffRoute:
    return StaffRoute(path, endpoint, right=right, methods=["POST"], name=name)


BASE = "/staff/promises/{id}"
routes = [
    StaffRoute("/staff/promises", listed, right=Right.SEE_PROMISES, name="promises"),
    deed("/staff/chats/{slug}/promises", promise, Right.DRAFT_ANSWER, "promise"),
    deed(f"{BASE}/report", report, Right.DRAFT_ANSWER, "promise-report"),
    deed(f"{BASE}/approval", approval, Right.DECIDE, "promise-approval"),
    deed(f"{BASE}/rejection", rejection, Right.DECIDE, "promise-rejection"),
    deed(f"{BASE}/withdrawal", withdrawal, Right.DECIDE, "promise-withdrawal"),
    deed("/staff/promise-reports/{id}/approval", report_approval, Right.DECIDE, "report-approval"),
    deed(
        "/staff/promise-reports/{id}/rejection", report_rejection, Right.DECIDE, "report-rejection"
    ),
]
