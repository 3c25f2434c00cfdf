"""Everyone who follows one topic: how they join without a gap and how a change reaches them all."""

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic

from foundation.live import wire
from foundation.live.source import E
from foundation.live.start import Connection, Piece, Start

if TYPE_CHECKING:
    from foundation.live.stream import LiveStream

SLICE = 256  # writes between two turns of the loop
BRIEF = 32  # the same while somebody waits for the answer to a request
CLOCK = 0.02  # seconds from the start of one fan-out to the start of the next
NEAR = 10  # a replay reads this far back, or as far as the limit, so two reads serve everybody

logger = logging.getLogger(__name__)


class Following(Generic[E]):
    """One topic of one stream while somebody follows it."""

    def __init__(self, stream: "LiveStream[E]", audience: str) -> None:
        self.stream = stream
        self.audience = audience
        self.viewers: dict[Connection, None] = {}
        self.count = 0  # the viewers and those who wait for their start
        self.starts: dict[int, Start] = {}  # by how far back they reach; 0 is the snapshot
        self.unopened: set[Start] = set()
        self.inbox: list[E] = []
        self.remarks: list[bytes] = []
        self.upto = self.taken = self.written = 0
        self.task: asyncio.Task[None] | None = None
        self.began = 0.0

    @property
    def position(self) -> int:
        """The number up to which the viewers have been, or are just being, written to."""
        return self.stream.seq if self.task is None else self.taken

    @property
    def settled(self) -> int:
        """The number up to which everybody here has been written to."""
        written = self.stream.seq if self.task is None else self.written
        return min([written, *(start.base for start in self.unopened)])

    # Keeping up

    def put(self, events: Sequence[E], *, before: int, upto: int) -> None:
        """Take the stream's events that concern this topic; fan out as soon as the clock allows."""
        self.begin(before)
        self.inbox.extend(events)
        self.upto = upto

    def remark(self, data: bytes) -> None:
        self.begin(self.stream.seq)
        self.remarks.append(data)

    def begin(self, position: int) -> None:
        if self.task is None:
            self.upto = self.taken = self.written = position
            self.stream.busy.add(self)
            self.task = asyncio.create_task(self.fan_out())

    async def fan_out(self) -> None:
        """One at a time per topic, and no sooner than the clock's tick after the last began.

        What arrives meanwhile goes out in one write per viewer; in a quiet room an item leaves at
        once. A task for each item would queue up behind itself.
        """
        loop = asyncio.get_running_loop()
        try:
            while self.inbox or self.remarks:
                await asyncio.sleep(self.began + CLOCK - loop.time())
                self.began = loop.time()
                await self.deliver()
        except Exception:
            logger.exception("stream %d cannot be shown to %s", self.stream.number, self.name)
            self.dismiss(1011)
        finally:
            self.task = None
            self.settle()

    async def deliver(self) -> None:
        events, self.inbox = self.inbox, []
        upto = self.upto
        frames = await self.render(events) if events else []
        self.taken = upto  # from here to the list of viewers nothing may be awaited
        remarks, self.remarks = self.remarks, []
        if frames:
            self.starts.clear()
            for start in self.unopened:
                start.behind.extend(frames)
        data = b"".join([*remarks, *(data for _, data in frames)])
        if data:
            await self.write_all(list(self.viewers), data)
        self.written = upto
        self.stream.ring()

    async def write_all(self, connections: Sequence[Connection], data: bytes) -> None:
        """Write to everybody who is still there.

        The loop turns between slices, or newcomers, pings and other rooms would wait for the whole
        of it; and a loop that holds writes back until it turns would meanwhile send nothing.
        """
        first = 0
        while first < len(connections):
            after = first + (BRIEF if self.stream.gives_way() else SLICE)
            for connection in connections[first:after]:
                connection.deliver(data)
            first = after
            await asyncio.sleep(0)

    async def render(self, events: Sequence[E]) -> list[Piece]:
        source, number = self.stream.source, self.stream.number
        frames = await source.render(number, self.audience, events)
        return [(frame.seq, wire.frame(frame)) for frame in frames]

    def dismiss(self, code: int, *, farewell: bytes = b"") -> None:
        """Send everybody away to come back and catch up: nothing is ever skipped in silence."""
        self.inbox, self.remarks = [], []
        self.starts.clear()
        for start in list(self.unopened):
            self.turn_away(start)
        for connection in list(self.viewers):
            connection.deliver(farewell)
            connection.close(code, "come back")

    # Joining

    def admit(self, connection: Connection, *, epoch: str | None, after: int | None) -> None:
        """Start a newcomer at the snapshot, after a number, or with hello alone."""
        start = self.start(epoch, after)
        if start.ready and start not in self.unopened:
            self.open(connection, start, after or 0)
        else:
            start.waiting.append((connection, after or 0))

    def start(self, epoch: str | None, after: int | None) -> Start:
        position, limit = self.position, self.stream.replay_limit
        same = epoch is None or epoch == self.stream.epoch
        if not same or after == position:
            return Start(position, position, ready=True)
        if after is None or not 0 < position - after <= limit:
            back = 0
        else:
            back = NEAR if position - after <= NEAR else limit
        if back not in self.starts:
            self.starts[back] = self.prepare(Start(position, position), back)
        return self.starts[back]

    def prepare(self, start: Start, back: int) -> Start:
        self.unopened.add(start)
        self.stream.busy.add(self)
        self.stream.spawn(self.bring_up(start, back))
        return start

    async def bring_up(self, start: Start, back: int) -> None:
        """Read what newcomers need, then open to all who wait for it."""
        try:
            await (self.replay(start, back) if back else self.shoot(start))
        except Exception:
            logger.exception("stream %d cannot be opened to %s", self.stream.number, self.name)
            self.turn_away(start)
        else:
            await self.open_all(start)
        self.settle()

    async def replay(self, start: Start, back: int) -> None:
        source, number = self.stream.source, self.stream.number
        events = await source.events(number, max(0, start.base - back), start.base)
        heard = [event for event in events if self.audience in source.audiences(event)]
        start.pieces = await self.render(heard) if heard else []
        start.ready = True

    async def shoot(self, start: Start) -> None:
        shot = await self.stream.source.snapshot(self.stream.number, self.audience)
        start.snapshot, start.seq, start.ready = wire.snapshot(shot), shot.seq, True
        if shot.epoch != self.stream.epoch:
            self.turn_away(start)
            await self.stream.look()

    async def open_all(self, start: Start) -> None:
        while start.seq > self.position and start.waiting:
            turn = self.stream.turn
            self.stream.nudge()  # the snapshot has read ahead of what this hub knows
            await turn.wait()
        while start.waiting:
            some, start.waiting = start.waiting[:SLICE], start.waiting[SLICE:]
            for connection, after in some:
                self.open(connection, start, after)
            await asyncio.sleep(0)
        self.unopened.discard(start)

    def open(self, connection: Connection, start: Start, after: int) -> None:
        if connection.listener is None:
            return
        data = self.opening(start, after)
        connection.limit = self.stream.buffer_limit + len(data)
        self.viewers[connection] = None
        connection.deliver(data)

    def opening(self, start: Start, after: int) -> bytes:
        """What a newcomer is written first; the next one often gets the same."""
        key = (self.position, after, len(start.behind))
        if start.made is None or start.made[0] != key:
            hello = wire.hello(self.stream.epoch, self.position)
            start.made = (key, hello + start.bytes_after(after))
        return start.made[1]

    def turn_away(self, start: Start) -> None:
        """Send those away who wait for this start; they come back and are served afresh."""
        self.unopened.discard(start)
        waiting, start.waiting = start.waiting, []
        for back, other in list(self.starts.items()):
            if other is start:
                self.starts.pop(back)
        for connection, _ in waiting:
            connection.close(1011, "come back")

    # Leaving

    def leave(self, connection: Connection | None) -> None:
        if connection is not None:
            self.viewers.pop(connection, None)
        self.count -= 1
        if not self.count:
            self.settle()

    def settle(self) -> None:
        """Note that nothing is under way; a topic that nobody follows costs nothing."""
        if self.task is None and not self.unopened:
            self.stream.busy.discard(self)
            if not self.count:
                self.stream.forget(self)
        self.stream.ring()

    @property
    def name(self) -> str:
        """The audience without the part that says which asker, which belongs in no log."""
        return self.audience.partition(":")[0]
