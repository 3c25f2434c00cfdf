"""Holding: questions written with all that belongs to them, in one transaction, to be committed
before anybody is told.

These statements are prepared once and run on the connection itself: the mapper takes ten times as
long for a row, and an evening's first minutes bring hundreds.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Insert, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chat.checks import Finding as Marked
from chat.checks.repeats import repeats
from chat.rooms import events
from chat.rooms.bounds import Asker, Bounds, refusal
from chat.rooms.models import Finding, Lane, Question, QuestionState, Revision, Trace, Visitor
from chat.rooms.queries.measures import STANDING, Standing, weight
from chat.schedule.models import Chat, takes_questions
from foundation.errors import Invalid, Refused, WrongState
from foundation.events import Event, Stream, chain, touch
from foundation.identifiers import new_id, new_secret

LATELY = 5  # questions of one visitor that a new one is compared with

LOCKED = (
    select(Stream.id, Stream.last_seq, Stream.head)
    .where(Stream.id == bindparam("stream"))
    .with_for_update()
)
# Apart from the lock: what is read with it on PostgreSQL is from before the wait.
CHAT = select(
    Chat.id, Chat.state, Chat.stopped, Chat.halt, Chat.area_id,
    Chat.slow, Chat.most_waiting, Chat.most_each,
).where(Chat.stream_id == bindparam("stream"))  # fmt: skip
WAITING = (
    select(Question.lane, Question.turn, func.count())
    .where(Question.chat_id == bindparam("chat"), Question.state == QuestionState.HELD)
    .where(Question.aside.is_(None))
    .group_by(Question.lane, Question.turn)
)
ASKED = (
    select(
        Question.visitor_id, Question.key, Question.id, Question.receipt,
        Revision.digest, Revision.text, Question.at, Question.state,
    )
    .join(Revision, Revision.about == Question.id)
    .where(Question.chat_id == bindparam("chat"), Revision.by.is_(None))
    .where(Question.visitor_id.in_(bindparam("visitors", expanding=True)))
    .order_by(Question.at.desc())
)  # fmt: skip
# Another process may have entered the same visitor just now.
REMEMBER = {
    "sqlite": sqlite.insert(Visitor).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(Visitor).on_conflict_do_nothing(),
}
ENTER_QUESTIONS, ENTER_REVISIONS = insert(Question), insert(Revision)
ENTER_FINDINGS, ENTER_EVENTS, ENTER_TRACES = insert(Finding), insert(Event), insert(Trace)
MOVE_ON = update(Stream).where(Stream.id == bindparam("stream"))

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the asker is given once the question is on disk."""

    id: str
    receipt: str
    fresh: bool  # False: the same key was sent before, and this is that question's receipt
    ahead: int = 0  # held questions that are looked at before a fresh one


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
    follow_up_to: str | None = None  # the answered question that it goes on from
    turn: int = 0  # how many the visitor has asked here before
    address: str = ""  # where it comes from, as that is known today; empty where it is not told
    resembles: int | None = None  # a ban on somebody else who asked from there
    id: str = field(default_factory=new_id)
    receipt: str = field(default_factory=new_secret)
    version: str = field(default_factory=new_id)

    @property
    def lane(self) -> Lane:
        return Lane.of(self.findings)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question that the same visitor has asked in this chat, in their own words."""

    key: str
    id: str
    receipt: str
    digest: str
    text: str
    at: datetime
    held: bool = True


Outcome = Receipt | Refused
Waiting = Counter[tuple[Lane, int]]  # how many are held, by lane and turn


def hold(session: Session, submissions: Sequence[Submission]) -> list[Outcome]:
    """Hold them all in one transaction, each chat's in the order they came."""
    session.flush()
    outcomes: dict[int, Outcome] = {}
    # Streams are locked in one order, so that two processes cannot wait for one another.
    for stream_id in sorted({one.stream_id for one in submissions}):
        mine = {i: one for i, one in enumerate(submissions) if one.stream_id == stream_id}
        outcomes |= hold_in_one(session, stream_id, mine)
    return [outcomes[index] for index in range(len(submissions))]


def hold_in_one(
    session: Session, stream_id: int, submissions: Mapping[int, Submission]
) -> dict[int, Outcome]:
    """Those of one chat, by their place among all."""
    connection, its = session.connection(), {"stream": stream_id}
    locked = connection.execute(LOCKED, its).one()
    chat = connection.execute(CHAT, its).one()
    earlier = asked_before(connection, submissions.values())
    taking = takes_questions(chat.state, stopped=chat.stopped, halt=chat.halt)
    bounds = Bounds(chat.slow, chat.most_waiting, chat.most_each)
    outcomes: dict[int, Outcome] = {}
    born: list[Submission] = []
    waiting: Waiting = Counter()
    for lane, turn, count in connection.execute(WAITING, {"chat": chat.id}):
        waiting[lane, turn] = count
    standing = standing_for(connection, chat.id, chat.area_id, submissions.values())
    against = against_each(standing)
    for index, one in submissions.items():
        theirs = earlier.setdefault(one.visitor_id, [])
        outcome = judge(one, theirs, taking=taking)
        asker = asker_of(theirs, against.get(one.visitor_id, ()))
        if isinstance(outcome, Receipt) and outcome.fresh:
            urgent = one.lane is Lane.URGENT
            refused = refusal(asker, bounds, waiting.total(), urgent=urgent, at=one.at)
            outcome = refused or outcome
        if isinstance(outcome, Receipt) and outcome.fresh:
            one = in_turn(one, theirs, trusted=asker.trusted)
            one = replace(one, resembles=resembling(one, standing))
            outcome = replace(outcome, ahead=before(one, waiting))
            waiting[one.lane, one.turn] += 1
            born.append(one)
            theirs.insert(0, Earlier(one.key, one.id, one.receipt, words_of(one), one.text, one.at))
        outcomes[index] = outcome
    if born:
        stream = Stream(id=locked.id, last_seq=locked.last_seq, head=locked.head)
        write(connection, stream, born)
        touch(session, stream_id)
    return outcomes


def repeated(session: Session, one: Submission) -> Receipt | None:
    """The receipt that was given for the same key before. Raises Invalid for other words."""
    theirs = asked_before(session.connection(), [one]).get(one.visitor_id, [])
    if all(before.key != one.key for before in theirs):
        return None
    outcome = judge(one, theirs, taking=False)
    if isinstance(outcome, Receipt):
        return outcome
    raise outcome


def asked_before(
    connection: Connection, submissions: Iterable[Submission]
) -> dict[str, list[Earlier]]:
    """What these visitors have asked in this chat so far, newest first."""
    submissions = list(submissions)
    visitors = sorted({one.visitor_id for one in submissions})
    found: dict[str, list[Earlier]] = {}
    its = {"chat": submissions[0].chat_id, "visitors": visitors}
    for row in connection.execute(ASKED, its):
        held = row.state is QuestionState.HELD
        one = Earlier(row.key, row.id, row.receipt, row.digest, row.text, row.at, held)
        found.setdefault(row.visitor_id, []).append(one)
    return found


def standing_for(
    connection: Connection, chat: int, area: int | None, submissions: Iterable[Submission]
) -> list[Standing]:
    """What stands against these visitors here, and against others of their addresses: read once
    for all of them, the weightiest first."""
    submissions = list(submissions)
    its = {
        "chat": chat, "area": area, "at": max(one.at for one in submissions),
        "visitors": sorted({one.visitor_id for one in submissions}),
        "addresses": sorted({one.address for one in submissions if one.address}),
    }  # fmt: skip
    found = [Standing(*row) for row in connection.execute(STANDING, its)]
    return sorted(found, key=weight, reverse=True)


def against_each(standing: Iterable[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for one in standing:
        found.setdefault(one.visitor_id, []).append(one)
    return found


def resembling(one: Submission, standing: Iterable[Standing]) -> int | None:
    """A ban on somebody else who asked from the same address: for a moderator to look at, and
    never a refusal, as a school or an office has one address."""
    for ban in standing:
        if one.address and ban.address == one.address and ban.visitor_id != one.visitor_id:
            return ban.id
    return None


def asker_of(theirs: Sequence[Earlier], against: Sequence[Standing]) -> Asker:
    """What is known of them here. What was reworded stands among theirs more than once."""
    waiting = len({one.id for one in theirs if one.held})
    return Asker(against, asked_at=theirs[0].at if theirs else None, waiting=waiting)


def judge(one: Submission, theirs: Sequence[Earlier], *, taking: bool) -> Outcome:
    for before in theirs:
        if before.key == one.key:
            if before.digest != words_of(one):
                return Invalid("This key was sent before with other words.", field="key")
            return Receipt(before.id, before.receipt, fresh=False)
    if not taking:
        return WrongState("This chat is not taking questions now.")
    return Receipt(one.id, one.receipt, fresh=True)


def in_turn(one: Submission, theirs: Sequence[Earlier], *, trusted: bool) -> Submission:
    """The same with its place among its asker's own, and a finding if they have said as much; each
    question of somebody trusted waits as if it were their first."""
    if not theirs:
        return one
    found = repeats(one.text, [before.text for before in theirs[:LATELY]])
    turn = 0 if trusted else len(theirs)
    return replace(one, turn=turn, findings=(*one.findings, *found))


def before(one: Submission, waiting: Waiting) -> int:
    """How many of those that wait are looked at before one that comes now."""
    if one.lane is Lane.URGENT:
        return sum(count for (lane, _), count in waiting.items() if lane is Lane.URGENT)
    return sum(count for place, count in waiting.items() if place <= (one.lane, one.turn))


def write(connection: Connection, stream: Stream, born: Sequence[Submission]) -> None:
    """Visitors, questions, their words, what was marked in them, and a line of the log each."""
    remember(connection, born)
    lines = chain(
        stream,
        [(events.HELD, one.id, {"urgent": one.lane is Lane.URGENT}) for one in born],
        at=born[-1].at,
    )
    enter(connection, ENTER_QUESTIONS, [question_row(one) for one in born])
    enter(connection, ENTER_REVISIONS, [revision_row(one) for one in born])
    enter(
        connection,
        ENTER_FINDINGS,
        [finding_row(one, mark) for one in born for mark in one.findings],
    )
    enter(connection, ENTER_TRACES, [trace_row(one) for one in born if one.address])
    enter(connection, ENTER_EVENTS, list(lines))
    connection.execute(
        MOVE_ON, {"stream": stream.id, "last_seq": stream.last_seq, "head": stream.head}
    )


def enter(connection: Connection, statement: Insert, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(statement, rows)


def remember(connection: Connection, born: Sequence[Submission]) -> None:
    """Enter visitors who ask for the first time."""
    rows = {
        one.visitor_id: {"id": one.visitor_id, "name": one.name, "accepted_rules_at": one.at}
        for one in born
    }
    enter(connection, REMEMBER[connection.dialect.name], list(rows.values()))


def question_row(one: Submission) -> Row:
    return {
        "id": one.id, "chat_id": one.chat_id, "visitor_id": one.visitor_id, "key": one.key,
        "receipt": one.receipt, "state": QuestionState.HELD, "lane": one.lane, "turn": one.turn,
        "at": one.at,
        "version": one.version, "told": False, "follow_up_to": one.follow_up_to,
    }  # fmt: skip


def revision_row(one: Submission) -> Row:
    return {
        "id": one.version, "about": one.id, "name": one.name, "text": one.text,
        "digest": words_of(one), "by": None, "at": one.at,
    }  # fmt: skip


def trace_row(one: Submission) -> Row:
    return {"question_id": one.id, "address": one.address, "resembles": one.resembles, "at": one.at}


def finding_row(one: Submission, marked: Marked) -> Row:
    return {
        "revision_id": one.version, "rule": marked.rule, "start": marked.start, "end": marked.end,
    }  # fmt: skip


def words_of(one: Submission) -> str:
    return digest(one.name, one.text)


def digest(name: str, text: str) -> str:
    return hashlib.sha256(f"{name}\0{text}".encode()).hexdigest()
