"""The page of an area: its chats, and what was said in them that is still to be done."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat.rooms.queries import promises, said
from chat.schedule import queries
from foundation.web import ground, page


async def area(request: Request) -> Response:
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        found, team = await queries.area(session, request.path_params["slug"])
        return page(
            request, "schedule/area.html", area=found, team=team,
            live=[chat for chat in await queries.running(session) if chat.area_id == found.id],
            upcoming=await queries.upcoming(session, area=found),
            past=await queries.past(session, area=found),
            outstanding=await said.outstanding(session, found.id),
            statement=await queries.statement(session),
            promises=await promises.told(session, found.id, now=at), now=at,
        )  # fmt: skip


# After those of the diary: a feed's address ends an area's own.
routes = [Route("/areas/{slug}", area, name="area")]
