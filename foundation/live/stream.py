"""One stream of the log while somebody follows it: read once per change, for all its topics."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Generic

from foundation.live import wire
from foundation.live.following import Following
from foundation.live.source import E, Source

PATIENCE = (0.1, 2.0)  # seconds before a failed read is tried again: at first, at most

logger = logging.getLogger(__name__)


class LiveStream(Generic[E]):
    """The hub's place in one stream, and its topics by audience."""

    def __init__(
        self, number: int, source: Source[E], *, replay_limit: int, buffer_limit: int,
        spawn: Callable[[Coroutine[None, None, None]], asyncio.Task[None]],
        forget: Callable[["LiveStream[E]"], None], gives_way: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.number = number
        self.source = source
        self.replay_limit = replay_limit
        self.buffer_limit = buffer_limit
        self.spawn = spawn
        self.forgotten = forget
        self.gives_way = gives_way
        self.epoch, self.seq = "", 0
        self.followings: dict[str, Following[E]] = {}
        self.busy: set[Following[E]] = set()
        self.turn = asyncio.Event()
        self.guests = 0  # those on their way in, for whom the stream is kept
        self.due = self.ended = False
        self.reader: asyncio.Task[None] | None = None
        self.opening: asyncio.Task[bool] | None = None

    async def open(self) -> bool:
        """Start from the head; False when there is no such stream.

        Whoever comes meanwhile waits for the same reading.
        """
        if self.opening is None:
            self.opening = asyncio.create_task(self.find_head())
        self.guests += 1
        try:
            return await asyncio.shield(self.opening)
        except Exception:
            self.opening = None
            raise
        finally:
            self.guests -= 1

    async def find_head(self) -> bool:
        head = await self.source.head(self.number)
        if head is not None:
            self.epoch, self.seq = head
        return head is not None

    def follow(self, audience: str) -> Following[E]:
        """Take a place in a topic, to be given back with `leave`."""
        following = self.followings.get(audience)
        if following is None:
            following = self.followings[audience] = Following(self, audience)
        following.count += 1
        if self.due:
            self.read_soon()
        return following

    def forget(self, following: Following[E]) -> None:
        """Let a topic go that nobody follows, and the stream with its last one."""
        if self.followings.get(following.audience) is following:
            del self.followings[following.audience]
        self.retire()

    def retire(self) -> None:
        if not self.followings and not self.guests:
            self.forgotten(self)

    def nudge(self) -> None:
        """There is something to read; nudges that come before it is read count as one."""
        self.due = True
        if self.epoch:
            self.read_soon()

    def read_soon(self) -> None:
        if self.reader is None:
            self.reader = self.spawn(self.keep_reading())

    async def keep_reading(self) -> None:
        wait, longest = PATIENCE
        while self.due and self.followings:
            self.due = False
            try:
                await self.read()
                wait = PATIENCE[0]
            except Exception:  # the log is still there: nothing is lost by trying again
                logger.exception("stream %d cannot be read", self.number)
                self.due = True
                await asyncio.sleep(wait)
                wait = min(longest, wait * 2)
        self.reader = None

    async def read(self) -> None:
        events = await self.source.events(self.number, self.seq)
        if not events:
            await self.look()
            return
        before, upto = self.seq, events[-1].seq
        heard: dict[str, list[E]] = {}
        for event in events:
            for audience in self.source.audiences(event):
                if audience in self.followings:
                    heard.setdefault(audience, []).append(event)
        for audience, theirs in heard.items():
            self.followings[audience].put(theirs, before=before, upto=upto)
        self.seq = upto
        self.ring()

    async def look(self) -> None:
        """See whether this is still the same log; if it was renewed every page must load again."""
        head = await self.source.head(self.number)
        if head is None or head[0] != self.epoch:
            self.end(head)

    async def poll(self) -> None:
        """Catch a nudge that was missed on its way from another process."""
        head = await self.source.head(self.number)
        if head is None or head != (self.epoch, self.seq):
            self.nudge()

    def end(self, head: tuple[str, int] | None) -> None:
        self.ended = True
        self.forgotten(self)
        for following in list(self.followings.values()):
            following.dismiss(1012, farewell=wire.hello(*head) if head else b"")

    def ring(self) -> None:
        """Wake those who wait for this stream to move on."""
        turn, self.turn = self.turn, asyncio.Event()
        turn.set()

    async def reached(self, seq: int, within: float) -> bool:
        """Wait until all were written everything up to `seq`; late newcomers are sent off."""
        try:
            async with asyncio.timeout(within):
                while not self.has_reached(seq):
                    await self.turn.wait()
        except TimeoutError:
            for following in list(self.busy):
                for start in [one for one in following.unopened if one.base < seq]:
                    following.turn_away(start)
        return self.has_reached(seq)

    def has_reached(self, seq: int) -> bool:
        if not self.followings:
            return True
        return self.seq >= seq and all(following.settled >= seq for following in self.busy)
