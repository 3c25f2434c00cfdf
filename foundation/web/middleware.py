"""Around every request: an id, the security headers, the client's address, one line in the log."""

import time

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.errors import Forbidden
from foundation.identifiers import new_id
from foundation.settings import Settings
from foundation.web.headers import security_headers
from foundation.web.origin import SAFE, same_origin
from foundation.web.refusals import refused

log = structlog.get_logger()
OTHER_SITE = (
    "That came from another site, so nothing was done. Please use the form on our own page."
)


class Envelope:
    """Gives each request an id, answers with the security headers, and logs the route, not the
    address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.headers = [
            (name.lower().encode(), value.encode())
            for name, value in security_headers(settings).items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["request_id"] = new_id()
        started, status = time.monotonic(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in self.headers if header[0] not in given),
                    (b"x-request-id", scope["request_id"].encode()),
                ]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            # The route's template, never its address: receipts and tokens stand in addresses.
            log.info(
                "request",
                method=scope["method"],
                route=route(scope),
                status=status,
                ms=round((time.monotonic() - started) * 1000, 1),
                request=scope["request_id"],
            )


def route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "-")


class OwnOrigin:
    """No request that changes something is taken from another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not exempt(scope["path"]):
            connection = HTTPConnection(scope)
            if not same_origin(connection, required=scope["path"].startswith("/staff")):
                answer = await refused(Request(scope, receive), Forbidden(OTHER_SITE))
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def exempt(path: str) -> bool:
    """Providers call their webhooks from their own machines, and sign what they send."""
    return path.startswith("/webhooks/")
