"""Knowing a visitor again without knowing who they are: one signed cookie, and a keyed address."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from foundation.identifiers import keyed, new_id
from foundation.web import ground

LIFETIME = 30 * 24 * 3600  # seconds


def cookie_name(connection: HTTPConnection) -> str:
    # Browsers take the __Host- prefix only over https, where it also fixes path and domain.
    return "__Host-webchat-visitor" if ground(connection).settings.https else "webchat-visitor"


def known(connection: HTTPConnection) -> str | None:
    """The visitor's id, if the request carries one that was signed here."""
    signed = connection.cookies.get(cookie_name(connection), "")
    return ground(connection).unsign("visitor", signed) if signed else None


def greet(connection: HTTPConnection) -> tuple[str, bool]:
    """The visitor's id and whether it is new."""
    found = known(connection)
    return (found, False) if found else (new_id(), True)


def remember(connection: HTTPConnection, response: Response, visitor_id: str) -> None:
    response.set_cookie(
        cookie_name(connection), ground(connection).sign("visitor", visitor_id), max_age=LIFETIME,
        httponly=True, samesite="lax", secure=ground(connection).settings.https, path="/",
    )  # fmt: skip


def address(connection: HTTPConnection) -> str:
    """The client's address under today's key: enough to limit a flood, useless tomorrow."""
    at = ground(connection).clock.now()
    host = connection.client.host if connection.client else ""
    return keyed(ground(connection).key, f"address {at:%Y-%m-%d}", host)
