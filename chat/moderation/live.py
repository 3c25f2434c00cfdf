"""The desk's socket: everything in one chat, for moderators only."""

import contextlib
import functools
from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from chat.moderation import verbs
from chat.moderation.crew import Crew
from chat.rooms.live import Said, directory, join_staff, missed, refuse
from foundation.errors import NotFound, Refused
from foundation.live.hub import Topic
from foundation.staff.roles import Right
from foundation.staff.viewer import Viewer
from foundation.web import Ground, ground

Deed = Callable[..., Awaitable[None]]


async def desk(websocket: WebSocket) -> None:
    """Origin and right were checked by the route; ending the staff session closes the socket."""
    try:
        entry = await directory(websocket).at(websocket.path_params["slug"])
    except NotFound:
        return await refuse(websocket, 404)
    crew: Crew = websocket.app.state.crew
    viewer = websocket.state.viewer
    crew.arrive(viewer.session_id, viewer.title)
    await join_staff(
        websocket, Topic(entry.stream_id, "desk"), said=leases(ground(websocket), entry.chat_id)
    )


def leases(standing: Ground, chat_id: int) -> Mapping[str, Said]:
    """What a desk says of the item that is open on it.

    A lease is a courtesy: what cannot be had is passed over in silence, as the queue shows who has
    it, or that it is gone.
    """

    def about(verb: Deed) -> Said:
        async def said(viewer: Viewer, item: str) -> None:
            if not viewer.may(Right.DECIDE):
                return
            with contextlib.suppress(Refused, SQLAlchemyError):
                async with standing.database.writing() as session:
                    await verb(session, item, by=viewer.person_id, at=standing.clock.now())

        return said

    return {
        "claim": about(functools.partial(verbs.claim, chat_id=chat_id)),
        "heartbeat": about(verbs.heartbeat),
        "release": about(verbs.release),
    }


async def desk_events(request: Request) -> Response:
    """The same by asking, for networks that kill sockets."""
    return await missed(request, "desk")
