"""Reads of the desk: what waits for a decision, and what the moderator should know about it."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypedDict

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.checks import Finding as Marked
from chat.checks import likeness
from chat.moderation.models import Escalation, Lease
from chat.rooms.models import (
    SHOWN,
    Answer,
    AnswerState,
    Finding,
    Lane,
    Measure,
    Question,
    QuestionState,
    Revision,
    Trace,
)  # fmt: skip
from chat.rooms.verbs import UNDO
from chat.rooms.views import Alike, Earlier, Held
from chat.schedule.models import Chat, Seat
from foundation.errors import NotFound
from foundation.staff.models import Person

# Prepared, as every question that comes in is looked up for the desks.
IN_STATE = (
    select(Question, Revision)
    .join(Revision, Revision.id == Question.version)
    .where(Question.chat_id == bindparam("chat"), Question.state == bindparam("state"))
)
THESE_IN_STATE = IN_STATE.where(Question.id.in_(bindparam("ids", expanding=True)))
ASKED = aliased(Revision)
ALIKE, MOST_ALIKE, MOST_COMPARED = 0.4, 5, 300  # of the words; of the questions
ANSWERS = (
    select(Answer, Revision, Seat, Question, ASKED)
    .join(Revision, Revision.id == Answer.version)
    .join(Seat, Seat.id == Answer.seat_id)
    .join(Question, Question.id == Answer.question_id)
    .join(ASKED, ASKED.id == Question.released)
    .where(Answer.chat_id == bindparam("chat"), Answer.state == AnswerState.HELD)
)
THESE_ANSWERS = ANSWERS.where(Answer.question_id.in_(bindparam("ids", expanding=True)))
LEASED = (
    select(Lease.about, Lease.by, Person.name)
    .join(Person, Person.id == Lease.by)
    .where(Lease.about.in_(bindparam("items", expanding=True)))
)
# Those from an address from which somebody asked today whose ban has not been lifted.
RESEMBLING = (
    select(Trace.question_id)
    .join(Measure, Measure.id == Trace.resembles)
    .where(Trace.question_id.in_(bindparam("items", expanding=True)), Measure.lifted_at.is_(None))
)
MARKED = (
    select(Finding)
    .where(Finding.revision_id.in_(bindparam("versions", expanding=True)))
    .order_by(Finding.start)
)


class Holding(TypedDict, total=False):
    holder: int
    holder_name: str


class Handed(TypedDict, total=False):
    handed_to: str
    due_at: datetime


async def held(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[Held, ...]:
    """What waits for a decision, in the order it is looked at. `ids` are questions' ids."""
    items = [
        *await held_questions(session, chat_id, ids=ids),
        *await held_answers(session, chat_id, ids=ids),
    ]
    return tuple(sorted(items, key=lambda item: item.order))


async def held_questions(
    session: AsyncSession, chat_id: int, *,
    ids: Collection[str] | None = None, state: QuestionState = QuestionState.HELD,
    fresh: bool = False,
) -> list[Held]:  # fmt: skip
    """Questions in that state; nobody has opened or doubted those that are `fresh`."""
    query = IN_STATE if ids is None else THESE_IN_STATE
    its = {"chat": chat_id, "state": state, "ids": sorted(ids or ())}
    rows = (await session.execute(query, its)).all()
    marked = await findings(session, [words.id for _, words in rows])
    resembling = await alike_to_banned(session, [question.id for question, _ in rows])
    leases = {} if fresh else await leased(session, [question.id for question, _ in rows])
    doubted = {one.id: one.doubted_by for one, _ in rows if one.doubted_by}
    doubters = await names(session, set(doubted.values()))
    escalations = await escalated(session, list(doubted))
    return [
        Held(
            id=question.id,
            sort="question",
            version=words.id,
            name=words.name,
            text=words.text,
            at=question.at,
            lane=question.lane,
            turn=question.turn,
            findings=marked.get(words.id, ()),
            number=question.number,
            about=None,
            question_id=question.id,
            aside=question.aside,
            doubter=question.doubted_by,
            doubter_name=doubters.get(question.doubted_by, ""),
            resembles=question.id in resembling,
            **held_by(leases.get(question.id)),
            **handed(escalations.get(question.id)),
        )
        for question, words in rows
    ]


async def held_answers(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> list[Held]:
    query = ANSWERS if ids is None else THESE_ANSWERS
    rows = (await session.execute(query, {"chat": chat_id, "ids": sorted(ids or ())})).all()
    marked = await findings(session, [words.id for _, words, *_ in rows])
    leases = await leased(session, [answer.id for answer, *_ in rows])
    return [
        Held(
            id=answer.id, sort="answer", version=words.id, name=seat.name, text=words.text,
            at=answer.at, lane=Lane.ORDINARY, turn=0,
            findings=marked.get(words.id, ()),
            number=question.number, about=question_words.text, question_id=question.id,
            **held_by(leases.get(answer.id)),
        )
        for answer, words, seat, question, question_words in rows
    ]  # fmt: skip


async def leased(session: AsyncSession, items: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Who has which of these items open: their id and name."""
    if not items:
        return {}
    rows = await session.execute(LEASED, {"items": items})
    return {about: (by, name) for about, by, name in rows}


async def alike_to_banned(session: AsyncSession, items: Sequence[str]) -> frozenset[str]:
    """Which of these questions may be from somebody who is banned."""
    return frozenset(await session.scalars(RESEMBLING, {"items": items})) if items else frozenset()


def held_by(lease: tuple[int, str] | None) -> Holding:
    return Holding(holder=lease[0], holder_name=lease[1]) if lease else Holding()


async def escalated(session: AsyncSession, questions: Sequence[str]) -> dict[str, Escalation]:
    """The last time each of these questions was handed on."""
    if not questions:
        return {}
    query = select(Escalation).where(Escalation.question_id.in_(questions))
    rows = await session.scalars(query.order_by(Escalation.id))
    return {one.question_id: one for one in rows}


def handed(one: Escalation | None) -> Handed:
    return Handed(handed_to=one.to.value, due_at=one.due_at) if one else Handed()


async def stranded(session: AsyncSession, questions: Collection[str]) -> dict[str, list[str]]:
    """The answers that still waited when their question was taken down, by question."""
    found: dict[str, list[str]] = {question: [] for question in questions}
    if found:
        query = select(Answer.question_id, Answer.id).where(
            Answer.question_id.in_(questions), Answer.state == AnswerState.HELD
        )
        for question, answer in await session.execute(query):
            found[question].append(answer)
    return found


async def findings(session: AsyncSession, versions: Sequence[str]) -> dict[str, tuple[Marked, ...]]:
    """What the checks marked, by revision, in the order it stands in the text."""
    if not versions:
        return {}
    found: dict[str, tuple[Marked, ...]] = {}
    for one in await session.scalars(MARKED, {"versions": versions}):
        marked = Marked(start=one.start, end=one.end, rule=one.rule)
        found[one.revision_id] = (*found.get(one.revision_id, ()), marked)
    return found


async def one_held(session: AsyncSession, item_id: str) -> tuple[Held, Chat]:
    """One item that waits, with its chat. Raises NotFound when it does not wait (any more)."""
    for table in (Question, Answer):
        found = await session.get(table, item_id)
        if found is None:
            continue
        if isinstance(found, Question):
            items = await held_questions(session, found.chat_id, ids=[found.id])
        else:
            items = await held_answers(session, found.chat_id, ids=[found.question_id])
        for item in items:
            if item.id == item_id:
                return item, await session.get_one(Chat, found.chat_id)
    raise NotFound("This is not waiting for a decision.")


async def history(session: AsyncSession, item: Held) -> tuple[Earlier, ...]:
    """What the same asker has sent to this chat besides, newest first."""
    if item.sort == "answer":
        return ()
    this = await session.get_one(Question, item.question_id)
    query = (
        select(Question, Revision.text)
        .join(Revision, Revision.id == Question.version)
        .where(Question.chat_id == this.chat_id, Question.visitor_id == this.visitor_id)
        .where(Question.id != this.id)
        .order_by(Question.at.desc())
    )
    return tuple(
        Earlier(question.id, question.state, text, question.at, question.reason)
        for question, text in await session.execute(query)
    )


async def alike(session: AsyncSession, item: Held) -> tuple[Alike, ...]:
    """Questions of the same chat that may ask the same and wait or are shown."""
    if item.sort == "answer":
        return ()
    this = await session.get_one(Question, item.question_id)
    query = (
        select(Question, Revision)
        .join(Revision, Revision.id == Question.version)
        .where(Question.chat_id == this.chat_id, Question.id != this.id)
        .where(Question.state.in_([QuestionState.HELD, *SHOWN]))
        .order_by(Question.at.desc())
        .limit(MOST_COMPARED)
    )
    found = [
        (likeness(item.text, words.text), question, words)
        for question, words in await session.execute(query)
    ]
    # The likest first; where few are alike, what was shown last may be what is meant.
    found.sort(key=lambda one: (-one[0] if one[0] >= ALIKE else 0, -(one[1].number or 0)))
    return tuple(
        Alike(question.id, question.number, words.name, words.text)
        for share, question, words in found[:MOST_ALIKE]
        if share >= ALIKE or question.number
    )


async def restorable(session: AsyncSession, chat_id: int, at: datetime) -> tuple[Held, ...]:
    """Rejected questions whose askers have not been told yet."""
    items = await held_questions(session, chat_id, state=QuestionState.REJECTED)
    query = select(Question.id).where(
        Question.chat_id == chat_id, Question.told.is_(False), Question.decided_at > at - UNDO
    )
    open_still = set(await session.scalars(query))
    return tuple(item for item in items if item.id in open_still)


async def counts(session: AsyncSession) -> Counter[int]:
    """How many questions and answers wait in each chat, as its desk counts them."""
    asked = select(Question.chat_id, func.count()).where(Question.state == QuestionState.HELD)
    written = (
        select(Answer.chat_id, func.count())
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.state == AnswerState.HELD, Question.released.is_not(None))
    )
    waiting: Counter[int] = Counter()
    for query in (asked.group_by(Question.chat_id), written.group_by(Answer.chat_id)):
        for chat_id, count in await session.execute(query):
            waiting[chat_id] += count
    return waiting


async def names(session: AsyncSession, people: Collection[int]) -> dict[int | None, str]:
    """What colleagues are called, by id."""
    query = select(Person.id, Person.name).where(Person.id.in_(people))
    return {person: name for person, name in await session.execute(query)} if people else {}


async def chat_of(session: AsyncSession, item_id: str) -> str:
    """The slug of the chat that a question or answer belongs to. Raises NotFound."""
    for table in (Question, Answer):
        query = select(Chat.slug).join(table, table.chat_id == Chat.id).where(table.id == item_id)
        if slug := await session.scalar(query):
            return slug
    raise NotFound("There is no such question or answer.")
