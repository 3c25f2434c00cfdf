"""Answers to a request: a page, a redirect, or JSON, by what the client asked for."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from foundation.errors import Particulars
from foundation.web.ground import ground


def wants_json(connection: HTTPConnection) -> bool:
    """Whether the client prefers JSON, by Accept alone: a browser's form gets a page."""
    accept = connection.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept


def see_other(path: str) -> Response:
    """303: a form was taken, and this page shows what came of it."""
    return RedirectResponse(path, status_code=303)


def page(
    request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None,
    **context: object,
) -> Response:  # fmt: skip
    """A page from a template, with what every layout needs beside it."""
    settings = ground(request).settings
    html = ground(request).templates.get_template(template).render(
        request_path=request.url.path, request_id=request.scope.get("request_id", ""),
        force_name=settings.force_name, demo=settings.demo,
        viewer=getattr(request.state, "viewer", None), menu=getattr(request.state, "menu", {}),
        **context,
    )  # fmt: skip
    return HTMLResponse(html, status, {"Cache-Control": "no-store", **(headers or {})})


def problem(
    request: HTTPConnection,
    status: int,
    sentence: str,
    *,
    headers: Mapping[str, str] | None = None,
    particulars: Particulars | None = None,
) -> Response:
    """An RFC 9457 problem; `detail` is the sentence for the person."""
    content = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status,
        "detail": sentence, "instance": f"urn:request:{request.scope.get('request_id', '')}",
        **(particulars or {}),
    }  # fmt: skip
    return JSONResponse(content, status, {"Cache-Control": "no-store", **(headers or {})},
                        media_type="application/problem+json")  # fmt: skip
