"""One's own account: the password, and where one is signed in."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from foundation.errors import Invalid, Refused, TooMany, Unavailable
from foundation.staff import cookies, queries, verbs
from foundation.web import fields, ground, page, see_other, wants_json

ACCOUNT = "/staff/account"


async def account(request: Request) -> Response:
    standing, viewer = ground(request), request.state.viewer
    async with standing.database.reading() as session:
        sessions = await queries.sessions_of(
            session, standing.settings, person_id=viewer.person_id, at=standing.clock.now()
        )
    return page(request, "staff/account.html", sessions=sessions)


async def password(request: Request) -> Response:
    return form(request)


async def change_password(request: Request) -> Response:
    """Set a new password; the browser goes on with a new token."""
    standing, sent = ground(request), await fields(request)
    try:
        token = await verbs.change_password(
            standing, request.state.viewer, current=sent.get("current", ""), new=sent.get("new", "")
        )
    except (Invalid, TooMany, Unavailable) as error:
        if wants_json(request):
            raise
        return form(request, error=error)
    answer = done(request)
    cookies.carry_session(answer, standing, token)
    return answer


async def end_session(request: Request) -> Response:
    standing, viewer = ground(request), request.state.viewer
    async with standing.database.writing() as session:
        await verbs.end_session(
            session, request.path_params["session_id"], person_id=viewer.person_id,
            at=standing.clock.now(),
        )  # fmt: skip
    return done(request)


async def end_others(request: Request) -> Response:
    standing, viewer = ground(request), request.state.viewer
    async with standing.database.writing() as session:
        await verbs.end_all(session, viewer.person_id, at=standing.clock.now(),
                            by=viewer.person_id, but=viewer.session_id)  # fmt: skip
    return done(request)


def form(request: Request, *, error: Refused | None = None) -> Response:
    headers = {}
    if isinstance(error, TooMany | Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    errors = {getattr(error, "field", "current"): error.sentence} if error else {}
    return page(request, "staff/password.html", status=error.status if error else 200,
                headers=headers, errors=errors)  # fmt: skip


def done(request: Request) -> Response:
    return JSONResponse({"status": "done"}) if wants_json(request) else see_other(ACCOUNT)
