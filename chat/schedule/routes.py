"""The diary in public: the front page, the calendar, its feeds, and a page for each area."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.schedule import feeds, queries
from chat.schedule.models import Area, Chat
from foundation.web import ground, page


async def home(request: Request) -> Response:
    async with ground(request).database.reading() as session:
        return page(
            request,
            "pages/home.html",
            live=await queries.running(session),
            upcoming=await queries.upcoming(session),
            areas_by_district=await queries.areas_by_district(session),
            statement=await queries.statement(session),
            now=ground(request).clock.now(),
        )


async def chats(request: Request) -> Response:
    async with ground(request).database.reading() as session:
        return page(
            request,
            "schedule/chats.html",
            live=await queries.running(session),
            upcoming=await queries.upcoming(session),
            past=await queries.past(session),
            areas_by_district=await queries.areas_by_district(session),
            statement=await queries.statement(session),
            now=ground(request).clock.now(),
        )


async def calendar(request: Request) -> Response:
    chats, name = await listed(request)
    content = feeds.ics(chats, name=name, url=ground(request).settings.public_url)
    return Response(content, media_type="text/calendar", headers=attachment(request))


async def one_calendar(request: Request) -> Response:
    async with ground(request).database.reading() as session:
        chat = await queries.chat(session, request.path_params["slug"])
    content = feeds.ics([chat], name=chat.title, url=ground(request).settings.public_url)
    return Response(content, media_type="text/calendar", headers=attachment(request))


async def feed(request: Request) -> Response:
    chats, name = await listed(request)
    url = ground(request).settings.public_url
    content = feeds.atom(chats, name=name, url=url, path=request.url.path)
    return Response(content, media_type="application/atom+xml")


async def listed(request: Request) -> tuple[list[Chat], str]:
    """The chats of a feed and what it is called: the whole force's, or one area's."""
    force = ground(request).settings.force_name
    async with ground(request).database.reading() as session:
        within: Area | None = None
        if slug := request.path_params.get("slug"):
            within, _ = await queries.area(session, slug)
        found = list(await queries.listed(session, area=within))
    return found, f"{force}: chats in {within.name}" if within else f"{force}: chats"


def attachment(request: Request) -> dict[str, str]:
    name = request.path_params.get("slug", "chats")
    return {"Content-Disposition": f'attachment; filename="{name}.ics"'}


routes = [
    Route("/", home, name="home"),
    Route("/chats", chats, name="chats"),
    Route("/chats.ics", calendar, name="calendar"),
    Route("/chats.atom", feed, name="feed"),
    Route("/areas/{slug}.ics", calendar, name="area-calendar"),
    Route("/areas/{slug}.atom", feed, name="area-feed"),
    Route("/chats/{slug}.ics", one_calendar, name="chat-calendar"),
]
