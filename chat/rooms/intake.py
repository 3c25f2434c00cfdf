"""Submitting: what waits is written together, committed once, and only then acknowledged.

One transaction per question costs a disk sync each; a single writer that takes whatever is waiting
shares it. Nobody lingers: a lone question is written at once.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.checks import is_urgent
from chat.checks.repeats import repeats
from chat.rooms import events, queries
from chat.rooms.models import Finding, Question, QuestionState, Revision, Visitor
from chat.schedule.models import TAKES_QUESTIONS, Chat
from foundation.database import Base, Database
from foundation.errors import Invalid, Unavailable, WrongState
from foundation.events import Event, Stream, chain, lock, touch
from foundation.identifiers import new_id, new_secret

MOST_TOGETHER = 500
MOST_WAITING = 5_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the asker is given once the question is on disk."""

    id: str
    receipt: str
    fresh: bool  # False: the same key was sent before, and this is that question's receipt


@dataclass(frozen=True, slots=True)
class Submission:
    """A question on its way in: cleaned, checked, not yet held."""

    chat_id: int
    stream_id: int
    visitor_id: str
    key: str
    name: str
    text: str
    findings: tuple[Marked, ...]
    at: datetime
    id: str = field(default_factory=new_id)
    receipt: str = field(default_factory=new_secret)
    version: str = field(default_factory=new_id)

    @property
    def urgent(self) -> bool:
        return is_urgent(self.findings)


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
        while True:
            taken = [await self._waiting.get()]
            while len(taken) < MOST_TOGETHER and not self._waiting.empty():
                taken.append(self._waiting.get_nowait())
            await self._write(taken)

    async def _write(self, taken: Sequence[Waiting]) -> None:
        try:
            async with self._database.writing() as session:
                outcomes = await hold(session, [waiting.submission for waiting in taken])
        except DBAPIError as error:
            await self._apart(taken, error)
        except Exception as error:
            log.error("intake.failed", kind=type(error).__name__)
            settle(
                taken,
                [Unavailable("We could not save that just now. Please try again.")] * len(taken),
            )
        else:
            settle(taken, outcomes)

    async def _apart(self, taken: Sequence[Waiting], error: Exception) -> None:
        """One question the database will not take must not refuse the others."""
        log.error("intake.refused", kind=type(error).__name__, together=len(taken))
        if len(taken) == 1:
            settle(taken, [Unavailable("We could not save that just now. Please try again.")])
            return
        for waiting in taken:
            await self._write([waiting])


Outcome = Receipt | WrongState | Invalid | Unavailable


def settle(taken: Sequence[Waiting], outcomes: Sequence[Outcome]) -> None:
    for waiting, outcome in zip(taken, outcomes, strict=True):
        if waiting.receipt.done():  # the asker left before the answer
            continue
        if isinstance(outcome, Receipt):
            waiting.receipt.set_result(outcome)
        else:
            waiting.receipt.set_exception(outcome)


async def hold(session: AsyncSession, submissions: Sequence[Submission]) -> list[Outcome]:
    """Hold them all in one transaction, each chat's in the order they came."""
    outcomes: dict[int, Outcome] = {}
    # Streams are locked in one order, so that two processes cannot wait for one another.
    for stream_id in sorted({one.stream_id for one in submissions}):
        stream = await lock(session, stream_id)
        mine = [(i, one) for i, one in enumerate(submissions) if one.stream_id == stream_id]
        state = await session.scalar(select(Chat.state).where(Chat.stream_id == stream_id))
        earlier = await known(session, [one for _, one in mine])
        born: list[Submission] = []
        for index, one in mine:
            outcome = judge(
                one, earlier.get((one.visitor_id, one.key)), taking=state in TAKES_QUESTIONS
            )
            outcomes[index] = outcome
            if isinstance(outcome, Receipt) and outcome.fresh:
                earlier[one.visitor_id, one.key] = (one.id, one.receipt, digest(one.name, one.text))
                born.append(one)
        if born:
            await write(session, stream, born)
    return [outcomes[index] for index in range(len(submissions))]


async def repeated(session: AsyncSession, one: Submission) -> Receipt | None:
    """The receipt that was given for the same key before. Raises Invalid for other words."""
    earlier = (await known(session, [one])).get((one.visitor_id, one.key))
    if earlier is None:
        return None
    outcome = judge(one, earlier, taking=False)
    if isinstance(outcome, Receipt):
        return outcome
    raise outcome


Known = tuple[str, str, str]  # id, receipt, digest


def judge(one: Submission, earlier: Known | None, *, taking: bool) -> Outcome:
    if earlier is not None:
        known_id, receipt, words = earlier
        if words != digest(one.name, one.text):
            return Invalid("This key was sent before with other words.", field="key")
        return Receipt(known_id, receipt, fresh=False)
    if not taking:
        return WrongState("This chat is not taking questions now.")
    return Receipt(one.id, one.receipt, fresh=True)


async def known(
    session: AsyncSession, submissions: Sequence[Submission]
) -> dict[tuple[str, str], Known]:
    """Questions already held under the same visitor and key, with the digest of
    their first words."""
    query = (
        select(Question.visitor_id, Question.key, Question.id, Question.receipt, Revision.digest)
        .join(Revision, Revision.about == Question.id)
        .where(Revision.by.is_(None), Question.chat_id == submissions[0].chat_id)
        .where(Question.key.in_({one.key for one in submissions}))
    )
    rows = await session.execute(query)
    return {(row.visitor_id, row.key): (row.id, row.receipt, row.digest) for row in rows}


async def write(session: AsyncSession, stream: Stream, born: Sequence[Submission]) -> None:
    """Insert visitors, questions, revisions, findings and events: one statement a table."""
    await remember(session, born)
    asked = await queries.lately(session, born[0].chat_id, {one.visitor_id for one in born})
    born = [mark_repeat(one, asked.get(one.visitor_id, ())) for one in born]
    await enter(session, Question, [question_row(one) for one in born])
    await enter(session, Revision, [revision_row(one) for one in born])
    await enter(session, Finding, [finding_row(one, mark) for one in born for mark in one.findings])
    lines = chain(
        stream, [(events.HELD, one.id, {"urgent": one.urgent}) for one in born], at=born[-1].at
    )
    await enter(session, Event, list(lines))
    touch(session, stream)


async def enter(session: AsyncSession, model: type[Base], rows: list[dict[str, object]]) -> None:
    """Insert rows into a model's table, past the mapper: it costs ten times as much a row."""
    if rows:
        await session.execute(insert(cast(Table, model.__table__)), rows)


def mark_repeat(one: Submission, earlier: Sequence[str]) -> Submission:
    """The same with a finding if its asker has said as much before."""
    found = repeats(one.text, earlier) if earlier else ()
    return replace(one, findings=(*one.findings, *found)) if found else one


async def remember(session: AsyncSession, born: Sequence[Submission]) -> None:
    """Enter visitors who ask for the first time; another process may have done so just now."""
    build = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = {
        one.visitor_id: {"id": one.visitor_id, "name": one.name, "accepted_rules_at": one.at}
        for one in born
    }
    await session.execute(build(Visitor).on_conflict_do_nothing(), list(rows.values()))


def question_row(one: Submission) -> dict[str, object]:
    return {
        "id": one.id, "chat_id": one.chat_id, "visitor_id": one.visitor_id, "key": one.key,
        "receipt": one.receipt, "state": QuestionState.HELD, "urgent": one.urgent, "at": one.at,
        "version": one.version, "told": False,
    }  # fmt: skip


def revision_row(one: Submission) -> dict[str, object]:
    return {
        "id": one.version, "about": one.id, "name": one.name, "text": one.text,
        "digest": digest(one.name, one.text), "by": None, "at": one.at,
    }  # fmt: skip


def finding_row(one: Submission, marked: Marked) -> dict[str, object]:
    return {
        "revision_id": one.version,
        "rule": marked.rule,
        "start": marked.start,
        "end": marked.end,
    }


def digest(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
