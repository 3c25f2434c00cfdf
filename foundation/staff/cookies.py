"""The two cookies staff carry: their session's token, and the secret their browser is known by.

Both are SameSite=Strict: no other site can make a browser send them, not even with a link. Somebody
who follows a link from web mail therefore arrives as a stranger; the sign-in page then offers one
link onward, and that click, made on our own page, carries the cookie (see `sign_in_pages.py`). Lax
would spare the click and let every site open staff pages in the name of whoever is signed in.
"""

from datetime import timedelta

from starlette.requests import HTTPConnection
from starlette.responses import Response

from foundation.staff.verbs.sessions import DEVICE_KEPT, Browser, Opened
from foundation.web.ground import Ground, ground

SESSION, DEVICE = "webchat-staff", "webchat-known"
PURPOSE = "staff.device"


def named(standing: Ground, name: str) -> str:
    """Under https the prefix keeps neighbours on other host names from setting the cookie."""
    return f"__Host-{name}" if standing.settings.https else name


def token(connection: HTTPConnection) -> str:
    """The token that came with the request, or nothing."""
    return connection.cookies.get(named(ground(connection), SESSION), "")


def browser(connection: HTTPConnection) -> Browser:
    """Where a request to sign in comes from; a device secret not signed here is ignored."""
    standing = ground(connection)
    signed = connection.cookies.get(named(standing, DEVICE), "")
    return Browser(
        address=connection.client.host if connection.client else "",
        agent=connection.headers.get("user-agent", ""),
        token=token(connection),
        device=standing.unsign(PURPOSE, signed) or "",
    )


def carry_session(response: Response, standing: Ground, value: str) -> None:
    """Hand out a token. The cookie outlives no browser; the session's own times are shorter."""
    put(response, standing, SESSION, value, lasts=None)


def carry(response: Response, standing: Ground, opened: Opened) -> None:
    """Hand out what a sign-in gives: the session's token, and what the browser is known by."""
    carry_session(response, standing, opened.token)
    put(response, standing, DEVICE, standing.sign(PURPOSE, opened.device), lasts=DEVICE_KEPT)


def put(
    response: Response, standing: Ground, name: str, value: str, *, lasts: timedelta | None
) -> None:
    response.set_cookie(
        named(standing, name), value, max_age=int(lasts.total_seconds()) if lasts else None,
        path="/", secure=standing.settings.https, httponly=True, samesite="strict",
    )  # fmt: skip


def clear(response: Response, standing: Ground) -> None:
    """Take the session's cookie back, and what the browser kept of staff pages.

    Not all cookies: the one the browser is known by keeps strangers from locking its owner out.
    """
    response.delete_cookie(
        named(standing, SESSION), path="/", secure=standing.settings.https, httponly=True,
        samesite="strict",
    )  # fmt: skip
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
