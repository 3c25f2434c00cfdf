"""The way in and the way out."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from foundation.errors import Invalid, Refused, TooMany, Unavailable
from foundation.staff import cookies, verbs
from foundation.staff.guard import viewer_of
from foundation.staff.models import Person
from foundation.web import fields, ground, page, see_other, wants_json

HOME = "/staff"
TEMPLATE = "staff/sign-in.html"


async def ask(request: Request) -> Response:
    """The form, or straight on for whoever is signed in."""
    onward = own_path(request.query_params.get("next", ""))
    if await viewer_of(request):
        return see_other(onward)
    return form(request, onward=onward, signed_out="signed-out" in request.query_params)


async def let_in(request: Request) -> Response:
    """Sign in; a refusal brings the form back with the e-mail address, never the password."""
    sent = await fields(request)
    email, password = sent.get("email", ""), sent.get("password", "")
    onward = own_path(sent.get("next", ""))
    try:
        complete(email, password)
        opened = await verbs.sign_in(
            ground(request), email, password, browser=cookies.browser(request)
        )
    except (Invalid, TooMany, Unavailable) as error:
        if wants_json(request):
            raise
        return form(request, onward=onward, email=email, error=error)
    answer = JSONResponse(described(opened.person)) if wants_json(request) else see_other(onward)
    answer.headers["Cache-Control"] = "no-store"
    cookies.carry(answer, ground(request), opened)
    return answer


async def let_out(request: Request) -> Response:
    """Sign out; also for somebody whose session ended in the meantime."""
    standing = ground(request)
    async with standing.database.writing() as session:
        await verbs.sign_out(session, cookies.token(request), at=standing.clock.now())
    if wants_json(request):
        answer: Response = Response(status_code=204)
    else:
        answer = see_other("/staff/sign-in?signed-out")
    cookies.clear(answer, standing)
    return answer


def complete(email: str, password: str) -> None:
    """Raises Invalid for a field left empty, which is no guess."""
    if not email.strip():
        raise Invalid("Enter your e-mail address.", field="email")
    if not password:
        raise Invalid("Enter your password or one-time code.", field="password")


def form(
    request: Request, *, onward: str, email: str = "", error: Refused | None = None,
    signed_out: bool = False,
) -> Response:  # fmt: skip
    headers = {}
    if isinstance(error, TooMany | Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    errors = {getattr(error, "field", "password"): error.sentence} if error else {}
    return page(
        request, TEMPLATE, status=error.status if error else 200, headers=headers, errors=errors,
        email=email, onward=onward, signed_out=signed_out, from_elsewhere=from_elsewhere(request),
    )  # fmt: skip


def from_elsewhere(request: Request) -> bool:
    """Whether a link on another site led here, so that no cookie came along (see `cookies.py`)."""
    return request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site"


def own_path(path: str) -> str:
    """The path if it is one of our own staff pages, else the first of them."""
    parts = urlsplit(path)
    own = parts.path == HOME or parts.path.startswith(f"{HOME}/")
    if not own or parts.scheme or parts.netloc or not path.isprintable():
        return HOME
    return HOME if parts.path in {"/staff/sign-in", "/staff/sign-out"} else path


def described(person: Person) -> dict[str, str | list[str] | bool]:
    return {
        "name": person.name,
        "rank": person.rank,
        "roles": sorted(person.roles),
        "must_change": person.must_change,
    }
