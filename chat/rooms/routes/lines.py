"""The library of approved lines, for those who write in it and those who answer with it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat import checks
from chat.rooms import verbs
from chat.rooms.models import LONGEST_LINE, LONGEST_LINK, LONGEST_TITLE, LONGEST_TOPIC
from chat.rooms.queries import library
from chat.schedule import queries as schedule
from foundation.errors import Forbidden, Invalid, NotFound, Refused
from foundation.events import Event
from foundation.staff.guard import Endpoint, StaffRoute
from foundation.staff.roles import Right
from foundation.web import fields, ground, page, see_other, wants_json

MOST_DIGITS = 9  # a longer number is no row's
LIMITS = {"title": LONGEST_TITLE, "text": LONGEST_LINE, "link": LONGEST_LINK,
          "topic": LONGEST_TOPIC}  # fmt: skip
NEEDED = {"title": "Give the line a title.", "text": "Write the words of the line."}


async def lines(request: Request) -> Response:
    return await library_page(request)


async def library_page(
    request: Request, *, error: Refused | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    about = request.query_params.get("about", "").strip()[:LONGEST_TITLE]
    async with ground(request).database.reading() as session:
        return page(
            request, "rooms/lines.html", status=error.status if error else 200,
            lines=await library.lines(session, about=about), about=about, error=error,
            typed=typed or {}, limits=LIMITS, areas=await schedule.areas_by_district(session),
        )  # fmt: skip


async def line(request: Request) -> Response:
    return await line_page(request)


async def line_page(
    request: Request, *, error: Refused | None = None, typed: Mapping[str, str] | None = None
) -> Response:
    async with ground(request).database.reading() as session:
        return page(
            request, "rooms/line.html", status=error.status if error else 200, error=error,
            line=await library.line(session, request.path_params["line"]), typed=typed or {},
            limits=LIMITS, areas=await schedule.areas_by_district(session),
        )  # fmt: skip


async def write(request: Request) -> Response:
    """Take a new line; refused, it comes back with its words."""
    return await wording(request, None)


async def rewrite(request: Request) -> Response:
    return await wording(request, request.path_params["line"])


async def wording(request: Request, line_id: int | None) -> Response:
    given = await fields(request)
    try:
        draft = await drafted(request, given)
        async with ground(request).database.writing() as session:
            event = await verbs.write_line(
                session, line_id, draft=draft, by=request.state.viewer.person_id,
                at=ground(request).clock.now(),
            )  # fmt: skip
    except Refused as error:
        if wants_json(request) or isinstance(error, Forbidden | NotFound):
            raise
        again = library_page if line_id is None else line_page
        return await again(request, error=error, typed=given)
    return done(request, event)


async def drafted(request: Request, given: Mapping[str, str]) -> verbs.Draft:
    """The words in canonical form. Raises Invalid for what is missing, too long or no link."""
    read = {name: checks.canonical(given.get(name, "")) for name in LIMITS}
    for name, text in read.items():
        if not text and name in NEEDED:
            raise Invalid(NEEDED[name], field=name)
        if (length := checks.length(text)) > LIMITS[name]:
            raise Invalid(
                f"This can be at most {LIMITS[name]} characters. Yours has {length}.", field=name
            )
    refuse_link(read["link"])
    return verbs.Draft(**read, area_id=await area(request, given.get("area", "")))


def refuse_link(link: str) -> None:
    """Raises Invalid for what is no page of the force or of another body that is known."""
    if not link:
        return
    strange = any(one.rule == "link" for one in checks.read(link))
    if urlsplit(link).scheme != "https" or " " in link or strange:
        raise Invalid(
            "Give the whole address of a page of the force, beginning with https://.", field="link"
        )


async def area(request: Request, number: str) -> int | None:
    """The area a line is for; None for the whole force. Raises Invalid."""
    if not number:
        return None
    async with ground(request).database.reading() as session:
        districts = await schedule.areas_by_district(session)
    known = {str(one.id): one.id for areas in districts.values() for one in areas}
    if number not in known:
        raise Invalid("Choose an area from the list.", field="area")
    return known[number]


async def approval(request: Request) -> Response:
    return await decide(request, verbs.let_line_in)


async def rejection(request: Request) -> Response:
    return await decide(request, verbs.give_line_back)


async def retirement(request: Request) -> Response:
    return await decide(request, verbs.retire_line, whole=True)


async def restoration(request: Request) -> Response:
    return await decide(request, verbs.restore_line, whole=True)


async def decide(request: Request, verb: verbs.Deed, *, whole: bool = False) -> Response:
    """A deed on the wording that was shown, or on the whole line."""
    given, line_id = await fields(request), request.path_params["line"]
    try:
        about = line_id if whole else shown(given)
        async with ground(request).database.writing() as session:
            event = await verb(
                session, about, by=request.state.viewer.person_id, at=ground(request).clock.now()
            )
    except Refused as error:
        if wants_json(request) or isinstance(error, NotFound):
            raise
        return await line_page(request, error=error)
    return done(request, event)


def shown(given: Mapping[str, str]) -> int:
    """The wording that was shown. Raises Invalid."""
    version = given.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS):
        raise Invalid("Say which wording you were shown.", field="version")
    return int(version)


def done(request: Request, event: Event) -> Response:
    if wants_json(request):
        return JSONResponse({"status": event.kind, "line": event.about})
    return see_other(f"/staff/lines/{event.about}")


def deed(path: str, endpoint: Endpoint, name: str) -> StaffRoute:
    return StaffRoute(path, endpoint, right=Right.WRITE_LINES, methods=["POST"], name=name)


routes = [
    StaffRoute("/staff/lines", lines, right=Right.READ_LINES, name="lines"),
    deed("/staff/lines", write, "write-line"),
    StaffRoute("/staff/lines/{line:number}", line, right=Right.READ_LINES, name="line"),
    deed("/staff/lines/{line:number}/wording", rewrite, "line-wording"),
    deed("/staff/lines/{line:number}/approval", approval, "line-approval"),
    deed("/staff/lines/{line:number}/rejection", rejection, "line-rejection"),
    deed("/staff/lines/{line:number}/retirement", retirement, "line-retirement"),
    deed("/staff/lines/{line:number}/restoration", restoration, "line-restoration"),
]
