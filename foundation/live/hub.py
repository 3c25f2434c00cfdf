"""The live hub: one read, one rendering, one encoding per change, written to everyone at once."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Generic

from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from foundation.live import wire
from foundation.live.following import SLICE, Following
from foundation.live.mailbox import Mailbox
from foundation.live.sockets import ATTACH, BUFFER, LARGEST, LINGER, Socket, room_for_sockets
from foundation.live.source import E, Numbered, Source
from foundation.live.stream import LiveStream
from foundation.live.viewer import Viewer
from foundation.live.wire import Frame, Snapshot

__all__ = ["Frame", "Hub", "Numbered", "Snapshot", "Source", "Topic"]

EVERY = 18  # beats between two pings of the same socket
GRACE = 4  # beats the second of two missed answers may still take

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Topic:
    """What one socket hears: an audience of a stream, such as public, panel, desk, asker:<id>."""

    stream: int
    audience: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a socket may not join, for the page to fall back to asking now and then."""

    status: int
    reason: str
    retry_after: int  # seconds


FULL = Refusal(503, "Too many people are watching live. The page keeps itself up to date.", 30)
CROWDED = Refusal(429, "Too many live connections from this address.", 30)
BROKEN = Refusal(503, "Live updates are not to be had just now.", 5)
UNKNOWN = Refusal(404, "There is nothing to follow here.", 3600)


class Hub(Generic[E]):
    """All live sockets of this process."""

    def __init__(
        self, source: Source[E], *, max_sockets: int = 12_000, max_per_address: int = 50,
        buffer_limit: int = BUFFER, replay_limit: int = 300, largest: int = LARGEST,
        beat: float = 1.0, poll: float | None = 2.0,
    ) -> None:  # fmt: skip
        """`buffer_limit` and `largest` (one incoming text) are bytes, `beat` and `poll` seconds."""
        self.source = source
        self.max_sockets = max_sockets
        self.max_per_address = max_per_address
        self.buffer_limit = buffer_limit
        self.replay_limit = replay_limit
        self.largest = largest
        self.beat = beat
        self.poll = poll
        self.streams: dict[int, LiveStream[E]] = {}
        self.addresses: Counter[str] = Counter()
        self.pressing = 0  # requests that need several turns of the loop
        self.places = 0  # taken, by viewers and by those on their way in
        self.owners: dict[object, set[Viewer]] = {}
        self.turns: list[dict[Socket | Mailbox, None]] = [{} for _ in range(EVERY)]
        self.next_turn = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.watches: list[asyncio.Task[None]] = []
        self.stopping = False

    # The life of the hub

    async def start(self) -> None:
        """Begin to look after the sockets; needs a running loop."""
        self.stopping = False
        self.fit(room_for_sockets())
        self.watches.append(asyncio.create_task(self.keep_pinging()))
        if self.poll is not None:
            self.watches.append(asyncio.create_task(self.keep_polling(self.poll)))

    def fit(self, room: int) -> None:
        """Rather refuse a viewer than run out of open files, which would shut out plain pages."""
        if room < self.max_sockets:
            logger.warning("the open-files limit has room for %d live sockets only", room)
            self.max_sockets = room

    async def stop(self) -> None:
        """Send everybody away with 1012, so that they come back to whoever serves next."""
        self.stopping = True
        for socket in self.sockets():
            socket.close(1012, "restarting")
        if self.tasks:
            await asyncio.wait(list(self.tasks), timeout=LINGER)  # departures are still noted
        ending = [*self.watches, *self.tasks]
        self.watches.clear()
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator["Hub[E]", None]:
        await self.start()
        try:
            yield self
        finally:
            await self.stop()

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # What verbs call

    def nudge(self, stream: int) -> None:
        """Say after a commit that a stream has moved on. Costs nothing where nobody watches."""
        found = self.streams.get(stream)
        if found is not None:
            found.nudge()

    @contextmanager
    def giving_way(self) -> Generator[None, None, None]:
        """While the block runs the loop turns more often within a fan-out, which then takes a tenth
        longer: for a request that needs several turns of it."""
        self.pressing += 1
        try:
            yield
        finally:
            self.pressing -= 1

    async def reached(self, stream: int, seq: int, within: float = 1.0) -> bool:
        """Wait until every viewer has been written everything up to `seq`, or was cut off.

        A verb that takes something back waits for this before it answers. `within` is seconds;
        False means the log could not be read and shown in that time.
        """
        found = self.streams.get(stream)
        if found is None:
            return True
        found.nudge()
        return await found.reached(seq, within)

    def remark(self, topic: Topic, frame: Frame) -> None:
        """Say something in passing to whoever is there; it is never replayed."""
        following = self.following(topic)
        if following is not None:
            following.remark(wire.frame(frame))

    def viewers(self, topic: Topic) -> int:
        following = self.following(topic)
        return following.count if following else 0

    def counts(self, audience: str) -> dict[int, int]:
        """How many follow each stream as that audience."""
        return {
            number: stream.followings[audience].count
            for number, stream in self.streams.items()
            if audience in stream.followings
        }

    def close(self, owner: object, code: int) -> int:
        """Close every socket of an owner now, such as an ended session's; tells how many."""
        viewers = list(self.owners.get(owner, ()))
        for viewer in viewers:
            viewer.end(code, "ended")
        return len(viewers)

    def owners_of(self, topic: Topic) -> set[object]:
        """Whose sockets follow a topic, such as the staff sessions at one desk."""
        following = self.following(topic)
        return {
            owner for owner, viewers in self.owners.items()
            if any(viewer.following is following for viewer in viewers)
        }  # fmt: skip

    def following(self, topic: Topic) -> Following[E] | None:
        stream = self.streams.get(topic.stream)
        return stream.followings.get(topic.audience) if stream else None

    # What endpoints call

    async def join(
        self, websocket: WebSocket, topic: Topic, *, epoch: str | None, after: int | None,
        address: str,
        on_text: Callable[[str], Awaitable[None]] | None = None,
        on_leave: Callable[[], Awaitable[None]] | None = None,
        owner: object | None = None,
    ) -> None:  # fmt: skip
        """Accept a socket and let it follow a topic from where its page left off.

        Origin and right to listen are the endpoint's to check before. On our own server this
        returns at once and the connection lives on; elsewhere it stays until the end.
        """
        refusal = self.refusal(address)
        if refusal is not None:
            await refuse(websocket, refusal)
            return
        self.take_place(address)
        following: Following[E] | Refusal = BROKEN
        try:
            following = await self.find(topic)
        finally:
            if isinstance(following, Refusal):
                self.give_place(address)
        if isinstance(following, Refusal):
            await refuse(websocket, following)
            return
        viewer = Viewer(
            self, following, address=address, owner=owner, on_text=on_text, on_leave=on_leave
        )
        await self.accept(websocket, viewer, epoch=epoch, after=after)

    def refusal(self, address: str) -> Refusal | None:
        if self.stopping or self.places >= self.max_sockets:
            return FULL
        return CROWDED if self.addresses[address] >= self.max_per_address else None

    async def find(self, topic: Topic) -> Following[E] | Refusal:
        """Take a place in a topic, reading the stream's head if nobody follows it yet."""
        while True:
            stream = self.streams.get(topic.stream) or self.open_stream(topic.stream)
            try:
                found = await stream.open()
            except Exception:
                logger.exception("stream %d cannot be opened", topic.stream)
                stream.retire()
                return BROKEN
            if not found:
                stream.retire()
                return UNKNOWN
            if not stream.ended:
                return stream.follow(topic.audience)

    def open_stream(self, number: int) -> LiveStream[E]:
        stream = LiveStream(
            number, self.source, replay_limit=self.replay_limit, buffer_limit=self.buffer_limit,
            spawn=self.spawn, forget=self.forget, gives_way=lambda: self.pressing > 0,
        )  # fmt: skip
        self.streams[number] = stream
        return stream

    def forget(self, stream: LiveStream[E]) -> None:
        if self.streams.get(stream.number) is stream:
            del self.streams[stream.number]

    async def accept(
        self, websocket: WebSocket, viewer: Viewer, *, epoch: str | None, after: int | None
    ) -> None:
        """Finish the handshake and hand the connection over; nothing may come in between."""
        socket: Socket | Mailbox | None = None
        reads_only = viewer.on_text is None
        extension = websocket.scope.get("extensions", {}).get(ATTACH)
        try:
            await websocket.accept()
            if extension is None:
                socket = Mailbox(websocket, viewer, reads_only=reads_only)
            else:
                socket = extension["attach"](viewer, largest=self.largest, reads_only=reads_only)
        except OSError:
            return  # the client left before it was let in
        finally:
            if socket is None:
                self.give_place(viewer.address)
                viewer.following.leave(None)
        if socket is not None:
            self.entered(viewer, socket)
            viewer.following.admit(socket, epoch=epoch, after=after)
        if isinstance(socket, Mailbox):
            await socket.run()

    # Who is there

    def take_place(self, address: str) -> None:
        self.places += 1
        self.addresses[address] += 1

    def give_place(self, address: str) -> None:
        self.places -= 1
        self.addresses[address] -= 1
        if not self.addresses[address]:
            del self.addresses[address]

    def entered(self, viewer: Viewer, socket: Socket | Mailbox) -> None:
        viewer.socket = socket
        viewer.turn = self.next_turn
        self.next_turn = (self.next_turn + 1) % EVERY
        self.turns[viewer.turn][socket] = None
        if viewer.owner is not None:
            self.owners.setdefault(viewer.owner, set()).add(viewer)

    def left(self, viewer: Viewer, socket: Socket | Mailbox) -> None:
        self.turns[viewer.turn].pop(socket, None)
        self.give_place(viewer.address)
        if viewer.owner is not None:
            theirs = self.owners[viewer.owner]
            theirs.discard(viewer)
            if not theirs:
                del self.owners[viewer.owner]

    def sockets(self) -> list[Socket | Mailbox]:
        return [socket for turn in self.turns for socket in turn]

    async def keep_pinging(self) -> None:
        """One sweep for all: each beat a part is pinged, and who missed two answers is cut off.

        The longest a dead connection stays is two pings and the grace: 40 beats.
        """
        beat = 0
        while True:
            await asyncio.sleep(self.beat)
            beat += 1
            for socket in list(self.turns[(beat - GRACE) % EVERY]):
                if socket.missed >= 2:
                    socket.drop()
            sockets = list(self.turns[beat % EVERY])
            for first in range(0, len(sockets), SLICE):
                for socket in sockets[first : first + SLICE]:
                    if socket.listener is not None:
                        socket.ping()
                await asyncio.sleep(0)

    async def keep_polling(self, every: float) -> None:
        """Catch what a nudge from another process failed to tell."""
        while True:
            await asyncio.sleep(every)
            for stream in list(self.streams.values()):
                try:
                    await stream.poll()
                except Exception:
                    logger.exception("stream %d cannot be looked at", stream.number)


async def refuse(websocket: WebSocket, refusal: Refusal) -> None:
    """Answer the handshake with plain HTTP, so that the page knows what to do instead."""
    if "websocket.http.response" not in websocket.scope.get("extensions", {}):
        await websocket.close(1013, refusal.reason)
        return
    headers = {"Retry-After": str(refusal.retry_after)}
    await websocket.send_denial_response(
        PlainTextResponse(refusal.reason, refusal.status, headers=headers)
    )
