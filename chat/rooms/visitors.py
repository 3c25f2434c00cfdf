"""Knowing a visitor again without knowing who they are: one signed cookie."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from foundation.identifiers import new_id
from foundation.web import ground

ACCEPTED = "rules"
LIFETIME = 30 * 24 * 3600  # seconds


def cookie_name(connection: HTTPConnection) -> str:
    # Browsers take the __Host- prefix only over https, where it also fixes path and domain.
    return "__Host-webchat-visitor" if ground(connection).settings.https else "webchat-visitor"


@dataclass(frozen=True, slots=True)
class Known:
    """What the cookie says of a visitor: which one, and whether they accepted the house rules."""

    id: str
    accepted: bool = False


def known(connection: HTTPConnection) -> Known | None:
    """The visitor, if the request carries a cookie that was signed here."""
    signed = connection.cookies.get(cookie_name(connection), "")
    value = ground(connection).unsign("visitor", signed) if signed else None
    if value is None:
        return None
    visitor, _, mark = value.partition("-")
    return Known(visitor, accepted=mark == ACCEPTED)


def greet(connection: HTTPConnection) -> Known:
    """The visitor as known, or a new one."""
    return known(connection) or Known(new_id())


def remember(connection: HTTPConnection, response: Response, visitor: Known) -> None:
    value = f"{visitor.id}-{ACCEPTED}" if visitor.accepted else visitor.id
    response.set_cookie(
        cookie_name(connection),
        ground(connection).sign("visitor", value),
        max_age=LIFETIME,
        httponly=True,
        samesite="lax",
        secure=ground(connection).settings.https,
        path="/",
    )
