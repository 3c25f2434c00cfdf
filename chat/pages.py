"""Pages that belong to no room: help, privacy, accessibility, and what machines ask for."""

from datetime import timedelta

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from foundation.clock import stamp
from foundation.errors import NotFound
from foundation.web import ground, page

LOOPBACK = {"127.0.0.1", "::1"}


async def written(request: Request) -> Response:
    return page(request, f"pages/{request.url.path.strip('/')}.html",
                headers={"Cache-Control": "public, max-age=300"})  # fmt: skip


async def healthz(request: Request) -> Response:
    """Alive: answers without looking at anything."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Ready: the database answers."""
    async with ground(request).database.reading() as session:
        await session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ready"})


async def metrics(request: Request) -> Response:
    """For a monitor on this machine, or one that holds the token; nothing about persons."""
    token = ground(request).settings.metrics_token.get_secret_value()
    told = request.headers.get("authorization", "") == f"Bearer {token}" if token else False
    here = not token and request.client is not None and request.client.host in LOOPBACK
    if not (told or here):
        raise NotFound("There is no page at this address.")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def security(request: Request) -> Response:
    """RFC 9116."""
    ground_ = ground(request)
    expires = stamp(ground_.clock.now() + timedelta(days=180))
    url = ground_.settings.public_url
    return PlainTextResponse(
        f"Contact: {url}/help\nExpires: {expires}\nPreferred-Languages: en\n"
        f"Canonical: {url}/.well-known/security.txt\n"
    )


async def robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /staff\nDisallow: /questions\n")


routes = [
    Route("/help", written, name="help"),
    Route("/privacy", written, name="privacy"),
    Route("/accessibility", written, name="accessibility"),
    Route("/healthz", healthz, name="healthz"),
    Route("/readyz", readyz, name="readyz"),
    Route("/metrics", metrics, name="metrics"),
    Route("/.well-known/security.txt", security, name="security"),
    Route("/robots.txt", robots, name="robots"),
]
