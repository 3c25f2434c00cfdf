"""People: who they are, what they may do, and the deeds that take it from them at once."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from foundation.staff import queries, verbs
from foundation.staff.codes import written
from foundation.staff.models import CODE_LASTS
from foundation.web import ground, page, see_other, wants_json


async def people(request: Request) -> Response:
    async with ground(request).database.reading() as session:
        everyone = await queries.everyone(session)
    return page(request, "staff/people.html", people=everyone)


async def person(request: Request) -> Response:
    standing, person_id = ground(request), request.path_params["person_id"]
    async with standing.database.reading() as session:
        found = await queries.person(session, person_id)
        sessions = await queries.sessions_of(
            session, standing.settings, person_id=person_id, at=standing.clock.now()
        )
    return page(request, "staff/person.html", person=found, sessions=sessions)


async def disable(request: Request) -> Response:
    standing, person_id = ground(request), request.path_params["person_id"]
    async with standing.database.writing() as session:
        await verbs.disable(
            session, person_id, at=standing.clock.now(), by=request.state.viewer.person_id
        )
    return done(request, person_id)


async def end_sessions(request: Request) -> Response:
    standing, person_id = ground(request), request.path_params["person_id"]
    async with standing.database.writing() as session:
        await verbs.end_all(
            session, person_id, at=standing.clock.now(), by=request.state.viewer.person_id
        )
    return done(request, person_id)


async def reset(request: Request) -> Response:
    """Show a one-time code, once: it is in this answer alone, so there is no redirect."""
    standing, person_id = ground(request), request.path_params["person_id"]
    at = standing.clock.now()
    async with standing.database.writing() as session:
        code = await verbs.reset(session, person_id, at=at, by=request.state.viewer.person_id)
        found = await queries.person(session, person_id)
    if wants_json(request):
        return JSONResponse({"code": written(code)})
    return page(request, "staff/code.html", person=found, code=written(code), until=at + CODE_LASTS)


def done(request: Request, person_id: int) -> Response:
    if wants_json(request):
        return JSONResponse({"status": "done"})
    return see_other(f"/staff/people/{person_id}")
