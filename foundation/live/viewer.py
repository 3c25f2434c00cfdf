"""One person at a live socket: which topic they follow, and what happens when they speak or go."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Protocol

from foundation.live.mailbox import Mailbox
from foundation.live.sockets import Socket
from foundation.live.start import Connection

UNREAD = 32  # texts that may wait for their answer before the speaker is sent off

logger = logging.getLogger(__name__)


class Unwelcome(Exception):
    """What a client said has no place here: its socket is closed with `code`."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Door(Protocol):
    """What a viewer needs of the hub."""

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]: ...

    def left(self, viewer: "Viewer", socket: Socket | Mailbox) -> None: ...


class Place(Protocol):
    """What a viewer needs of the topic."""

    def admit(self, connection: Connection, *, epoch: str | None, after: int | None) -> None: ...

    def leave(self, connection: Connection | None) -> None: ...


class Viewer:
    """Thousands of these sit idle, so it holds only what a departure needs."""

    __slots__ = (
        "address", "following", "hub", "on_leave", "on_text", "owner", "socket", "speaking",
        "texts", "turn",
    )  # fmt: skip

    def __init__(
        self, hub: Door, following: Place, *, address: str, owner: object | None,
        on_text: Callable[[str], Awaitable[None]] | None,
        on_leave: Callable[[], Awaitable[None]] | None,
    ) -> None:  # fmt: skip
        self.hub = hub
        self.following = following
        self.address = address
        self.owner = owner
        self.on_text = on_text
        self.on_leave = on_leave
        self.socket: Socket | Mailbox | None = None
        self.turn = 0
        self.texts: list[str] | None = None
        self.speaking: asyncio.Task[None] | None = None

    def heard(self, data: str | bytes) -> None:
        """Answer texts one after the other; no task lives on between them."""
        if self.on_text is None or isinstance(data, bytes):
            self.end(1008, "nothing of that sort is read here")
            return
        self.texts = self.texts or []
        self.texts.append(data)
        if len(self.texts) > UNREAD:
            self.end(1008, "too much at once")
        elif self.speaking is None:
            self.speaking = self.hub.spawn(self.answer())

    async def answer(self) -> None:
        try:
            while self.texts and self.on_text is not None and self.socket is not None:
                await self.on_text(self.texts.pop(0))
        except Unwelcome as error:
            self.end(error.code, error.reason)
        except Exception:
            logger.exception("a text on a live socket could not be answered")
            self.end(1011, "come back")
        finally:
            self.speaking = self.texts = None

    def end(self, code: int, reason: str) -> None:
        if self.socket is not None:
            self.socket.close(code, reason)

    def gone(self) -> None:
        """The connection is over, whoever ended it."""
        socket, self.socket = self.socket, None
        if socket is None:
            return
        self.hub.left(self, socket)
        self.following.leave(socket)
        if self.on_leave is not None:
            self.hub.spawn(self.farewell())

    async def farewell(self) -> None:
        try:
            if self.on_leave is not None:
                await self.on_leave()
        except Exception:
            logger.exception("a departure from a live socket could not be noted")
