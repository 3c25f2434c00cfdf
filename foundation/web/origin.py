"""Requests from another site are refused: Sec-Fetch-Site and Origin in place of form tokens."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from foundation.web.ground import ground

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def same_origin(connection: HTTPConnection, *, required: bool) -> bool:
    """Whether the request comes from our own pages.

    With `required` an Origin header must be there (staff requests and every socket); without it a
    client that sends neither Origin nor Sec-Fetch-Site, which no browser does on a form, passes.
    """
    origins = connection.headers.getlist("origin")
    site = connection.headers.getlist("sec-fetch-site")
    if len(origins) > 1 or len(site) > 1:
        return False
    if site and site[0] not in {"same-origin", "none"}:
        return False
    if not origins:
        return not required
    return origins[0] in allowed(connection)


def allowed(connection: HTTPConnection) -> frozenset[str]:
    """The site's own origin, and without a configured address the loopback one the
    request came to."""
    settings = ground(connection).settings
    origins = {origin(settings.public_url)}
    if not settings.base_url:
        host, port = connection.headers.get("host", ""), settings.port
        # Only loopback names may stand in for one another: a Host header is the client's word.
        if host in {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}:
            origins.add(f"http://{host}")
    return frozenset(origins)


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
