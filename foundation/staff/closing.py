"""Closing the sockets of sessions that ended, on every process, within a second."""

import asyncio
import contextlib
from collections.abc import Callable

import structlog

from foundation.database import Database
from foundation.events import lock_named
from foundation.staff import queries
from foundation.staff.events import STREAM
from foundation.staff.guard import ENDED

POLL = 2.0  # seconds after which a nudge that got lost is made up for
log = structlog.get_logger()


class Closing:
    """Follows the staff stream; `close` is the hub's, called with a session's id and a close code.

    Put `nudge` where the streams' nudges arrive, from this process (`database.on_commit`) and from
    others (`database.listen`), and run `run` for as long as the application lives. The poll also
    hears of what the command line did to a SQLite file.
    """

    def __init__(
        self, database: Database, close: Callable[[str, int], int], *, poll: float = POLL
    ) -> None:
        self.database = database
        self.close = close
        self.poll = poll
        self.stream = 0
        self.seq = 0
        self._moved = asyncio.Event()

    def nudge(self, stream: int) -> None:
        """Something was written to that stream; call it on the loop."""
        if stream == self.stream:
            self._moved.set()

    async def start(self) -> None:
        """Begin at the stream's head: sockets of this process are younger than that."""
        async with self.database.writing() as session:
            stream = await lock_named(session, STREAM)
            self.stream, self.seq = stream.id, stream.last_seq

    async def run(self) -> None:
        """Until cancelled; a database that is away for a while does not end it."""
        while True:
            try:
                await (self.catch_up() if self.stream else self.start())
            except Exception as error:
                # Whatever is wrong with the database, sessions that end later still have sockets.
                log.warning("staff.endings-not-read", kind=type(error).__name__)
            # Not wait_for: up to Python 3.11 it can lose a cancellation that comes with the nudge.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.poll):
                    await self._moved.wait()
            self._moved.clear()

    async def catch_up(self) -> None:
        """Close the sockets of whatever ended since the last look."""
        async with self.database.reading() as session:
            endings = await queries.ended_since(session, self.seq)
        for session_id in endings.sessions:
            self.close(session_id, ENDED)
        self.seq = endings.seq
