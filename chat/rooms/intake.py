"""Submitting: what waits is written together, committed once, and only then acknowledged.

One transaction per question costs a disk sync each; a single writer that takes whatever is waiting
shares it. Nobody lingers: a lone question is written at once.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DataError, IntegrityError

from chat.rooms.holding import Outcome, Receipt, Submission, hold
from foundation.database import Database
from foundation.errors import Unavailable

MOST_TOGETHER = 100  # some 15 ms in which the loop does nothing else
MOST_WAITING = 5_000
NOT_SAVED = "We could not save that just now. Please try again."
TURNS = 4  # of the loop: from a request's arrival to this queue

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waiting:
    submission: Submission
    receipt: asyncio.Future[Receipt]


class Intake:
    """The one writer of questions in this process; `run` is its task for as long as the server
    stands."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: asyncio.Queue[Waiting] = asyncio.Queue(MOST_WAITING)

    async def submit(self, submission: Submission) -> Receipt:
        """The receipt, after the commit. Raises WrongState, Invalid or Unavailable."""
        waiting = Waiting(submission, asyncio.get_running_loop().create_future())
        try:
            self._waiting.put_nowait(waiting)
        except asyncio.QueueFull:
            raise Unavailable(
                "Very many questions are arriving. Please try again shortly."
            ) from None
        return await waiting.receipt

    async def run(self) -> None:
        taken: list[Waiting] = []
        while True:
            crowded = len(taken) > 1
            taken = [await self._waiting.get()]
            if crowded:
                await self._company()
            while len(taken) < MOST_TOGETHER and not self._waiting.empty():
                taken.append(self._waiting.get_nowait())
            await self._write(taken)

    async def _company(self) -> None:
        """Let those come along who are being read just now: where several came together, several
        will."""
        quiet, waiting = 0, -1
        while quiet < TURNS and self._waiting.qsize() < MOST_TOGETHER:
            quiet = quiet + 1 if self._waiting.qsize() == waiting else 0
            waiting = self._waiting.qsize()
            await asyncio.sleep(0)

    async def _write(self, taken: Sequence[Waiting]) -> None:
        try:
            async with self._database.writing() as session:
                outcomes = await session.run_sync(hold, [waiting.submission for waiting in taken])
        except Exception as error:
            log.error("intake.failed", kind=type(error).__name__, together=len(taken))
            if len(taken) > 1 and isinstance(error, IntegrityError | DataError):
                # One question that the database will not take must not refuse the others.
                for waiting in taken:
                    await self._write([waiting])
            else:
                settle(taken, [Unavailable(NOT_SAVED)] * len(taken))
        else:
            settle(taken, outcomes)


def settle(taken: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    for waiting, outcome in zip(taken, outcomes, strict=True):
        if waiting.receipt.done():  # the asker left before the answer
            continue
        if isinstance(outcome, Receipt):
            waiting.receipt.set_result(outcome)
        else:
            waiting.receipt.set_exception(outcome)
