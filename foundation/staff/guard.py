"""Who asks, and whether they may: every staff route and socket stands behind this."""

import contextlib
import functools
from collections.abc import Awaitable, Callable, Mapping, Sequence
from urllib.parse import quote

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from foundation.errors import Forbidden, SignInFirst
from foundation.identifiers import fingerprint
from foundation.staff import queries, verbs
from foundation.staff.cookies import token
from foundation.staff.models import SEEN_EVERY, StaffSession
from foundation.staff.roles import Right
from foundation.staff.viewer import Viewer
from foundation.web import Ground, ground, see_other, wants_json
from foundation.web.origin import same_origin

Endpoint = Callable[[Request], Awaitable[Response]]
Menu = Callable[[Viewer], Awaitable[Mapping[str, int]]]
SocketEndpoint = Callable[[WebSocket], Awaitable[None]]

SIGN_IN, PASSWORD = "/staff/sign-in", "/staff/account/password"
ENDED = 4401  # close code: who you were is no longer so; ask who you are again
STRANGER = "Please sign in first. What you typed is still in the form when you go back to it."
NO_RIGHT = "Your role does not allow this."
CHANGE_FIRST = "Choose a password of your own first."
log = structlog.get_logger()


async def viewer_of(connection: HTTPConnection) -> Viewer | None:
    """The member of staff whose session the cookie names, as they are at this moment."""
    if not hasattr(connection.state, "viewer"):
        mark = fingerprint(token(connection))
        connection.state.viewer = await find(ground(connection), StaffSession.token == mark)
    return connection.state.viewer


async def again(standing: Ground, viewer: Viewer) -> Viewer | None:
    """The same viewer as they are now; sockets ask at each text that comes in.

    It counts as use of the session: a desk that sends heartbeats is not idle.
    """
    return await find(standing, StaffSession.id == viewer.session_id)


async def find(standing: Ground, which: ColumnElement[bool]) -> Viewer | None:
    at = standing.clock.now()
    async with standing.database.reading() as session:
        found = await queries.live_session(session, standing.settings, which=which, at=at)
    if found is None:
        return None
    if at - found.seen_at >= SEEN_EVERY:
        await note_use(standing, found.id)
    person = found.person
    return Viewer(person_id=person.id, name=person.name, rank=person.rank,
                  organisation=person.organisation, roles=person.roles, session_id=found.id,
                  must_change=person.must_change)  # fmt: skip


async def note_use(standing: Ground, session_id: str) -> None:
    """Reading goes on while the database takes no writes; the session then only seems idle."""
    try:
        async with standing.database.writing() as session:
            await verbs.seen(session, session_id, at=standing.clock.now())
    except SQLAlchemyError as error:
        log.warning("staff.use-not-noted", kind=type(error).__name__)


class StaffRoute(Route):
    """A page or deed for those who carry `right`; the endpoint finds `request.state.viewer`.

    With `before_change` it is open also to those who have yet to choose a password of their own.
    """

    def __init__(
        self, path: str, endpoint: Endpoint, *, right: Right = Right.SEE_STAFF_PAGES,
        methods: Sequence[str] | None = None, name: str | None = None, before_change: bool = False,
    ) -> None:  # fmt: skip
        self.right = right
        self.before_change = before_change
        super().__init__(path, self.guarded(endpoint), methods=methods, name=name)

    def guarded(self, endpoint: Endpoint) -> Endpoint:
        @functools.wraps(endpoint)
        async def only_for_staff(request: Request) -> Response:
            viewer = await viewer_of(request)
            if viewer is None:
                return to_sign_in(request)
            if viewer.must_change and not self.before_change:
                return to_password(request)
            if not viewer.may(self.right):
                raise Forbidden(NO_RIGHT)
            if not wants_json(request):
                request.state.menu = await menu_of(request, viewer)
            response = await endpoint(request)
            response.headers["Cache-Control"] = "no-store"
            return response

        return only_for_staff


async def menu_of(request: Request, viewer: Viewer) -> Mapping[str, int]:
    """What the menu says of the pages it leads to, where the roof has something count it."""
    count: Menu | None = getattr(request.app.state, "menu", None)
    return await count(viewer) if count else {}


def to_sign_in(request: Request) -> Response:
    """The way in for whoever reads; whoever sent something is told, as a redirect would lose it."""
    if wants_json(request) or request.method not in {"GET", "HEAD"}:
        raise SignInFirst(STRANGER)
    query = f"?{request.url.query}" if request.url.query else ""
    return see_other(f"{SIGN_IN}?next={quote(request.url.path + query, safe='/')}")


def to_password(request: Request) -> Response:
    if wants_json(request):
        raise Forbidden(CHANGE_FIRST)
    return see_other(PASSWORD)


class StaffSocket(WebSocketRoute):
    """A socket for those who carry `right`, refused in plain HTTP before it is accepted."""

    def __init__(
        self, path: str, endpoint: SocketEndpoint, *, right: Right = Right.SEE_STAFF_PAGES,
        name: str | None = None,
    ) -> None:  # fmt: skip
        self.right = right
        super().__init__(path, self.guarded(endpoint), name=name)

    def guarded(self, endpoint: SocketEndpoint) -> SocketEndpoint:
        @functools.wraps(endpoint)
        async def only_for_staff(websocket: WebSocket) -> None:
            if not same_origin(websocket, required=True):
                await deny(websocket, 403, "This socket is for our own pages only.")
            elif (viewer := await viewer_of(websocket)) is None:
                await deny(websocket, 401, "Please sign in first.")
            elif viewer.must_change or not viewer.may(self.right):
                await deny(websocket, 403, CHANGE_FIRST if viewer.must_change else NO_RIGHT)
            else:
                await endpoint(websocket)
                await self.look_again(websocket, viewer)

        return only_for_staff

    async def look_again(self, websocket: WebSocket, viewer: Viewer) -> None:
        """Close what was let in by a session that ended, or a right that went, on the way in.

        The hub knows the socket only from here on: whoever closed the session's sockets a moment
        earlier could not have found it.
        """
        now = None
        with contextlib.suppress(SQLAlchemyError):
            now = await again(ground(websocket), viewer)
        if now is None or not now.may(self.right):
            ground(websocket).hub.close(viewer.session_id, ENDED)


async def deny(websocket: WebSocket, status: int, sentence: str) -> None:
    """Answer the handshake in plain HTTP, where the server knows how."""
    if "websocket.http.response" in websocket.scope.get("extensions", {}):
        await websocket.send_denial_response(PlainTextResponse(sentence, status))
    else:
        await websocket.close(1008, sentence)
