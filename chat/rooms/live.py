"""The room's public sockets, which only ever send, and the same by polling."""

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket

from chat.rooms.queries import owned
from chat.schedule.directory import Directory
from foundation.errors import NotFound
from foundation.live.hub import Topic
from foundation.live.polling import Polling
from foundation.live.viewer import Unwelcome
from foundation.staff.guard import ENDED, again
from foundation.staff.viewer import Viewer
from foundation.web import ground
from foundation.web.origin import same_origin

REFUSED = {
    403: "A live connection can only be opened from our own pages.",
    404: "There is nothing to follow here.",
}


async def room(websocket: WebSocket) -> None:
    """Everything released in one room, from a number on."""
    if not same_origin(websocket, required=True):
        return await refuse(websocket, 403)
    try:
        entry = await directory(websocket).at(websocket.path_params["slug"])
    except NotFound:
        return await refuse(websocket, 404)
    await join(websocket, Topic(entry.stream_id, "public"))


async def status(websocket: WebSocket) -> None:
    """Tells the holder of a receipt to look again; it never carries a word they wrote."""
    if not same_origin(websocket, required=True):
        return await refuse(websocket, 403)
    try:
        async with ground(websocket).database.reading() as session:
            own = await owned.own(session, websocket.path_params["receipt"])
        entry = await directory(websocket).at(own.chat_slug)
    except NotFound:
        return await refuse(websocket, 404)
    await join(websocket, Topic(entry.stream_id, f"asker:{own.follows}"))


Said = Callable[[Viewer, str], Awaitable[None]]  # who says it, and of which item


async def join_staff(
    websocket: WebSocket, topic: Topic, *, said: Mapping[str, Said] | None = None
) -> None:
    """The same for staff, whose socket ends with their session; `said` has what else than a
    heartbeat they may say, by kind."""
    await join(
        websocket, topic,
        owner=websocket.state.viewer.session_id, heard=in_use(websocket, said or {}),
    )  # fmt: skip


def in_use(websocket: WebSocket, said: Mapping[str, Said]) -> Callable[[str], Awaitable[None]]:
    """A heartbeat counts as use of the session; what nobody may say here is unwelcome."""
    standing, viewer = ground(websocket), websocket.state.viewer

    async def heard(text: str) -> None:
        kind, item = spoken(text)
        if kind != "heartbeat" and kind not in said:
            raise Unwelcome(1008, "nothing of that sort is read here")
        now = await again(standing, viewer)
        if now is None:
            raise Unwelcome(ENDED, "signed out")
        if item and kind in said:
            await said[kind](now, item)

    return heard


def spoken(text: str) -> tuple[str, str]:
    """The kind of a frame from a client, and the item it is about; empty when it is no such
    thing."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(frame, dict):
        return "", ""
    kind, item = frame.get("kind"), frame.get("id", "")
    return kind if isinstance(kind, str) else "", item if isinstance(item, str) else ""


async def join(
    websocket: WebSocket, topic: Topic, *,
    owner: str | None = None, heard: Callable[[str], Awaitable[None]] | None = None,
) -> None:  # fmt: skip
    """Follow a topic from where the reader left off; without `heard` the socket only reads."""
    epoch, after = resume_point(websocket)
    await ground(websocket).hub.join(
        websocket,
        topic,
        epoch=epoch,
        after=after,
        address=client(websocket),
        owner=owner,
        on_text=heard,
    )


def resume_point(connection: HTTPConnection) -> tuple[str | None, int | None]:
    """Where the reader says it left off; anything that is no number counts as nothing."""
    after = connection.query_params.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 16 else None
    return connection.query_params.get("epoch"), number


def client(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""


async def refuse(websocket: WebSocket, status: int) -> None:
    """Answer the handshake with a plain refusal instead of opening and closing a socket."""
    await websocket.send_denial_response(PlainTextResponse(REFUSED[status], status))


async def events(request: Request) -> Response:
    """What the socket would have sent since a number, for networks that kill sockets."""
    return await missed(request, "public")


async def missed(request: Request, audience: str) -> Response:
    """What an audience missed since a number."""
    entry = await directory(request).at(request.path_params["slug"])
    epoch, after = resume_point(request)
    polling: Polling = request.app.state.polling
    content = await polling.since(Topic(entry.stream_id, audience), epoch=epoch, after=after)
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


def directory(connection: HTTPConnection) -> Directory:
    return connection.app.state.directory
