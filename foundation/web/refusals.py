"""The one place where an error becomes a page or a problem; never a trace."""

from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from foundation.errors import NotFound, Refused, SignInFirst, TooMany, Unavailable
from foundation.web.answers import page, problem, see_other, wants_json
from foundation.web.ground import ground
from foundation.web.headers import security_headers

log = structlog.get_logger()
BUSY = "We could not save that just now. Please try again in a few seconds."


async def refused(request: Request, error: Refused) -> Response:
    headers = {}
    if isinstance(error, TooMany | Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    if wants_json(request):
        return problem(request, error.status, error.sentence, headers=headers,
                       particulars=error.particulars)  # fmt: skip
    if isinstance(error, SignInFirst) and request.method == "GET":
        return see_other(f"/staff/sign-in?next={request.url.path}")
    template = "errors/not-found.html" if isinstance(error, NotFound) else "errors/refused.html"
    return page(request, template, status=error.status, headers=headers, error=error)


async def http_error(request: Request, error: HTTPException) -> Response:
    """Starlette's own: an unknown address or method."""
    if error.status_code == 404:
        return await refused(request, NotFound("There is no page at this address."))
    plain = Refused("That cannot be done at this address.")
    plain.status = error.status_code
    answer = await refused(request, plain)
    answer.headers.update(error.headers or {})
    return answer


async def database_busy(request: Request, error: Exception) -> Response:
    # The driver's words carry the statement and its values: log the kind of failure, not its text.
    log.error(
        "database.unavailable", kind=type(error).__name__, request=request.scope.get("request_id")
    )
    return await refused(request, Unavailable(BUSY))


async def hung_up(request: Request, error: ClientDisconnect) -> Response:
    """The client left in the middle of what it sent: nobody reads this, and nothing is wrong."""
    return Response(status_code=400)


async def unforeseen(request: Request, error: Exception) -> Response:
    """The last resort: a plain page; the server's own log has the trace."""
    broken = Refused("Something went wrong on our side. Please try again.")
    broken.status = 500
    answer = await refused(request, broken)
    # This answer is made outside the envelope that gives all others their headers.
    answer.headers.update(security_headers(ground(request).settings))
    answer.headers["X-Request-Id"] = request.scope.get("request_id", "")
    return answer


# Starlette types handlers by the widest error; each of ours takes its own.
HANDLERS: dict[type[Exception], Callable[..., Awaitable[Response]]] = {
    Refused: refused,
    HTTPException: http_error,
    OperationalError: database_busy,
    PoolTimeout: database_busy,
    ClientDisconnect: hung_up,
    Exception: unforeseen,
}
