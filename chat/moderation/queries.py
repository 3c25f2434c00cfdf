"""Reads of the desk: what waits for a decision, and what the moderator should know about it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypedDict

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.checks import likeness
from chat.moderation import said
from chat.moderation.marks import findings, held_by, leased
from chat.moderation.models import Escalation
from chat.rooms.models import (
    SHOWN,
    Answer,
    AnswerState,
    Dispute,
    Lane,
    Measure,
    Question,
    QuestionState,
    Revision,
    SaidOnQuestion,
    Sort,
    Trace,
)  # fmt: skip
from chat.rooms.views import Alike, Earlier, Held, Rejection
from chat.schedule import queries as schedule
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
ASKED, OTHER = aliased(Revision), aliased(Question)
MOST_REJECTIONS = 50  # that a desk lists
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
# Those from an address from which somebody asked today whose ban has not been lifted.
RESEMBLING = (
    select(Trace.question_id)
    .join(Measure, Measure.id == Trace.resembles)
    .where(Trace.question_id.in_(bindparam("items", expanding=True)), Measure.lifted_at.is_(None))
)
TRUSTED = (
    select(Question.id)
    .join(Measure, Measure.visitor_id == Question.visitor_id)
    .where(Measure.chat_id == Question.chat_id, Measure.sort == Sort.TRUST)
    .where(Measure.lifted_at.is_(None), Question.id.in_(bindparam("items", expanding=True)))
)


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
        *await said.held_said(session, chat_id, ids=ids),
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
    asked = [question.id for question, _ in rows]
    trusted = await among(session, TRUSTED, asked)
    resembling = await among(session, RESEMBLING, asked)
    leases = {} if fresh else await leased(session, [question.id for question, _ in rows])
    doubted = {one.id: one.doubted_by for one, _ in rows if one.doubted_by}
    doubters = await names(session, set(doubted.values()))
    escalations = await escalated(session, list(doubted))
    disputes = await disputed(session, list(doubted))
    followed = await followed_up(session, [one.follow_up_to for one, _ in rows])
    seats = await seat_names(session, {one.assigned_to for one, _ in rows if one.assigned_to})
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
            dispute=disputes.get(question.id),
            reason=question.reason,
            support=question.support,
            follows_up=followed.get(question.follow_up_to),
            assigned_to=question.assigned_to,
            assigned_name=seats.get(question.assigned_to, ""),
            trusted=question.id in trusted,
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
            at=answer.at, lane=Lane.of_staff(marked.get(words.id, ())), turn=0,
            findings=marked.get(words.id, ()),
            number=question.number, about=question_words.text, question_id=question.id,
            **held_by(leases.get(answer.id)),
        )
        for answer, words, seat, question, question_words in rows
    ]  # fmt: skip


async def among(session: AsyncSession, which: Select[str], items: Sequence[str]) -> frozenset[str]:
    """Those of these questions for which that holds."""
    return frozenset(await session.scalars(which, {"items": items})) if items else frozenset()


async def fellows(session: AsyncSession, questions: Collection[str]) -> dict[str, list[str]]:
    """The other questions that wait of each one's asker in the same chat."""
    found: dict[str, list[str]] = {question: [] for question in questions}
    if found:
        same = (OTHER.chat_id == Question.chat_id) & (OTHER.visitor_id == Question.visitor_id)
        query = (
            select(Question.id, OTHER.id)
            .join(OTHER, same)
            .where(Question.id.in_(questions), OTHER.id != Question.id)
            .where(OTHER.state == QuestionState.HELD)
        )
        for question, other in await session.execute(query):
            found[question].append(other)
    return found


async def escalated(session: AsyncSession, questions: Sequence[str]) -> dict[str, Escalation]:
    """The last time each of these questions was handed on."""
    if not questions:
        return {}
    query = select(Escalation).where(Escalation.question_id.in_(questions))
    rows = await session.scalars(query.order_by(Escalation.id))
    return {one.question_id: one for one in rows}


async def followed_up(
    session: AsyncSession, ids: Iterable[str | None]
) -> dict[str | None, tuple[int, str]]:
    """The number and the released words of the questions that others go on from."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    query = (
        select(Question.id, Question.number, Revision.text)
        .join(Revision, Revision.id == Question.released)
        .where(Question.id.in_(wanted))
    )
    return {id: (number or 0, text) for id, number, text in await session.execute(query)}


async def disputed(session: AsyncSession, questions: Sequence[str]) -> dict[str, str]:
    """What the askers of these questions say against their rejection."""
    if not questions:
        return {}
    query = select(Dispute.question_id, Dispute.text).where(Dispute.question_id.in_(questions))
    return {question: text for question, text in await session.execute(query)}


def handed(one: Escalation | None) -> Handed:
    return Handed(handed_to=one.to.value, due_at=one.due_at) if one else Handed()


async def stranded(session: AsyncSession, questions: Collection[str]) -> dict[str, list[str]]:
    """What waits about these questions, also where its question or answer was taken down."""
    found: dict[str, list[str]] = {question: [] for question in questions}
    if found:
        query = select(Answer.question_id, Answer.id).where(
            Answer.question_id.in_(questions), Answer.state == AnswerState.HELD
        )
        written = [(question, id) for question, id in await session.execute(query)]
        for question, id in (*written, *await said.stranded_said(session, sorted(questions))):
            found[question].append(id)
    return found


async def one_held(session: AsyncSession, item_id: str) -> tuple[Held, Chat]:
    """One item that waits, with its chat. Raises NotFound when it does not wait (any more)."""
    found = await find(session, item_id)
    if isinstance(found, Question):
        items = await held_questions(session, found.chat_id, ids=[found.id])
    elif isinstance(found, Answer):
        items = await held_answers(session, found.chat_id, ids=[found.question_id])
    elif found is not None:
        items = await said.held_said(session, found.chat_id)
    else:
        raise NotFound("This is not waiting for a decision.")
    for item in items:
        if item.id == item_id:
            return item, await schedule.by_id(session, found.chat_id)
    raise NotFound("This is not waiting for a decision.")


async def find(session: AsyncSession, item_id: str) -> Question | Answer | SaidOnQuestion | None:
    """Anything that a decision can be about, by its id."""
    for table in (Question, Answer):
        if (found := await session.get(table, item_id)) is not None:
            return found
    return await said.find(session, item_id)


async def history(session: AsyncSession, item: Held) -> tuple[Earlier, ...]:
    """What the same asker has sent to this chat besides, newest first."""
    if item.sort != "question":
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
    if item.sort != "question":
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


async def rejections(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[Rejection, ...]:
    """What was rejected and can be put back, the latest first. `ids` are questions' ids."""
    query = (
        select(Question, Revision)
        .join(Revision, Revision.id == Question.version)
        .where(Question.chat_id == chat_id, Question.state == QuestionState.REJECTED)
        .order_by(Question.decided_at.desc())
        .limit(MOST_REJECTIONS)
    )
    if ids is not None:
        query = query.where(Question.id.in_(ids))
    return tuple(
        Rejection(question.id, words.name, words.text, question.reason,
                  question.decided_at or question.at, told=question.told)
        for question, words in await session.execute(query)
    )  # fmt: skip


async def counts(session: AsyncSession) -> Counter[int]:
    """How many questions and answers wait in each chat, as its desk counts them."""
    asked = select(Question.chat_id, func.count()).where(Question.state == QuestionState.HELD)
    written = (
        select(Answer.chat_id, func.count())
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.state == AnswerState.HELD, Question.released.is_not(None))
    )
    waiting = await said.counts(session)
    for query in (asked.group_by(Question.chat_id), written.group_by(Answer.chat_id)):
        for chat_id, count in await session.execute(query):
            waiting[chat_id] += count
    return waiting


async def names(session: AsyncSession, people: Collection[int]) -> dict[int | None, str]:
    """What colleagues are called, by id."""
    query = select(Person.id, Person.name).where(Person.id.in_(people))
    return {person: name for person, name in await session.execute(query)} if people else {}


async def seat_names(session: AsyncSession, seats: Collection[int]) -> dict[int | None, str]:
    """Whom the public knows these seats of a panel as."""
    query = select(Seat.id, Seat.name).where(Seat.id.in_(seats))
    return {seat: name for seat, name in await session.execute(query)} if seats else {}


async def chat_of(session: AsyncSession, item_id: str) -> str:
    """The slug of the chat that an item belongs to. Raises NotFound."""
    found = await find(session, item_id)
    if found is None:
        raise NotFound("There is no such question or answer.")
    return (await session.get_one(Chat, found.chat_id)).slug
