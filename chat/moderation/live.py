"""The desk's socket: everything in one chat, for moderators only."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from chat.moderation.crew import Crew
from chat.rooms.live import directory, join_staff, missed, refuse
from foundation.errors import NotFound
from foundation.live.hub import Topic


async def desk(websocket: WebSocket) -> None:
    """Origin and right were checked by the route; ending the staff session closes the socket."""
    try:
        entry = await directory(websocket).at(websocket.path_params["slug"])
    except NotFound:
        return await refuse(websocket, 404)
    crew: Crew = websocket.app.state.crew
    viewer = websocket.state.viewer
    crew.arrive(viewer.session_id, viewer.title)
    await join_staff(websocket, Topic(entry.stream_id, "desk"))


async def desk_events(request: Request) -> Response:
    """The same by asking, for networks that kill sockets."""
    return await missed(request, "desk")
