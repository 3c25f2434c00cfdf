"""Reads of a room. What the public gets comes from `released` alone, which holds only released
words."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import measures
from chat.rooms.models import (
    Answer,
    Aside,
    Lane,
    Notice,
    Presence,
    Question,
    QuestionState,
    Revision,
    WatchWords,
)
from chat.rooms.views import (
    OwnQuestion,
    PanelAnswer,
    PanelQuestion,
    PublicAnswer,
    PublicNotice,
    PublicQuestion,
)  # fmt: skip
from chat.schedule.models import OVER, RUNNING, Chat, Seat
from foundation.errors import NotFound


def in_words(which: ColumnElement[bool]) -> Select[Question, Revision, Seat]:
    """The questions of a chat in those words of theirs, by number; whoever has none is left out."""
    return (
        select(Question, Revision, Seat)
        .join(Revision, which)
        .outerjoin(Seat, Seat.id == Question.seat_id)
        .where(Question.chat_id == bindparam("chat"))
        .order_by(Question.number)
    )


def these(query: Select[Question, Revision, Seat]) -> Select[Question, Revision, Seat]:
    return query.where(Question.id.in_(bindparam("ids", expanding=True)))


# The only words of a question that leave for the public: those a moderator let through.
RELEASED = in_words(Revision.id == Question.released)
THESE_RELEASED = these(RELEASED)
RELEASED_ANSWERS = (
    select(Answer, Revision, Seat)
    .join(Revision, Revision.id == Answer.released)
    .join(Seat, Seat.id == Answer.seat_id)
    .where(Answer.chat_id == bindparam("chat"))
    .where(Answer.question_id.in_(bindparam("ids", expanding=True)))
    .order_by(Answer.shown_at, Answer.id)
)
# a process that has not said who is here for longer counts for nothing
FRESH = timedelta(seconds=15)
ABSENT = timedelta(seconds=15)  # a desk that is loaded again, or lost its line, is not missed


async def released(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[PublicQuestion, ...]:
    """The questions the public may see, in their released words, by number."""
    query = RELEASED if ids is None else THESE_RELEASED
    rows = (await session.execute(query, {"chat": chat_id, "ids": sorted(ids or ())})).all()
    answers = await released_answers(session, chat_id, ids=[question.id for question, _, _ in rows])
    return tuple(
        PublicQuestion(
            id=question.id, number=question.number or 0, name=words.name, text=words.text,
            at=question.shown_at or question.at, edited=words.change,
            unanswered=question.state is QuestionState.UNANSWERED,
            answering=seat.name if seat else None, answers=tuple(answers.get(question.id, ())),
        )
        for question, words, seat in rows
    )  # fmt: skip


async def released_answers(
    session: AsyncSession, chat_id: int, *, ids: Collection[str]
) -> dict[str, list[PublicAnswer]]:
    """The answers the public may see, by question, in the order they were shown."""
    if not ids:
        return {}
    found: dict[str, list[PublicAnswer]] = {}
    its = {"chat": chat_id, "ids": sorted(ids)}
    for answer, words, seat in await session.execute(RELEASED_ANSWERS, its):
        found.setdefault(answer.question_id, []).append(
            PublicAnswer(
                id=answer.id, name=seat.name, role=seat.role, organisation=seat.organisation,
                text=words.text, at=answer.shown_at or answer.at, edited=words.change,
            )
        )  # fmt: skip
    return found


async def notice(session: AsyncSession, chat_id: int) -> PublicNotice | None:
    """The notice that stands, if one does."""
    query = select(Notice).where(Notice.chat_id == chat_id, Notice.withdrawn_at.is_(None))
    found = await session.scalar(query.order_by(Notice.at.desc()).limit(1))
    return PublicNotice(found.id, found.text, found.at) if found else None


async def own(session: AsyncSession, receipt: str) -> OwnQuestion:
    """A question by its receipt, for whoever holds it. Raises NotFound."""
    rows = await owned(session, own_query().where(Question.receipt == receipt))
    if not rows:
        raise NotFound("There is no question with this receipt.")
    return rows[0]


async def own_in(session: AsyncSession, chat_id: int, visitor_id: str) -> tuple[OwnQuestion, ...]:
    """A visitor's own questions in one chat, newest first."""
    query = own_query().where(Question.chat_id == chat_id, Question.visitor_id == visitor_id)
    return await owned(session, query.order_by(Question.at.desc(), Question.id))


def own_query() -> Select[Question, Revision, Chat]:
    return (
        select(Question, Revision, Chat)
        .join(Revision, Revision.id == Question.version)
        .join(Chat, Chat.id == Question.chat_id)
    )


async def owned(
    session: AsyncSession, query: Select[Question, Revision, Chat]
) -> tuple[OwnQuestion, ...]:
    rows = (await session.execute(query)).all()
    taken = await measures.taken_over(session, [question.id for question, _, _ in rows])
    return tuple(
        [
            replace(
                await as_its_askers(session, question, words, chat),
                measures=taken.get(question.id, ()),
            )
            for question, words, chat in rows
        ]
    )


async def as_its_askers(
    session: AsyncSession, question: Question, words: Revision, chat: Chat
) -> OwnQuestion:
    """A question as its asker knows it: what was merged into another shares that one's fate."""
    fate = question
    if question.merged_into is not None:
        fate = await session.get_one(Question, question.merged_into)
    shown = [fate.id] if fate.released else []
    answers = await released_answers(session, chat.id, ids=shown)
    state = as_told(fate)
    if fate is not question and state is QuestionState.HELD:
        state = QuestionState.MERGED
    waits = state is QuestionState.HELD and question.aside is None
    # Of what it has become: a rejection that is not told yet has put its own reason there.
    asked_back = question.state is QuestionState.HELD and question.aside is Aside.ASKED_BACK
    return OwnQuestion(
        id=question.id,
        receipt=question.receipt,
        chat_slug=chat.slug,
        state=state,
        name=words.name,
        text=words.text,
        at=question.at,
        urgent=question.urgent,
        ahead=await ahead(session, question) if waits else None,
        number=fate.number if fate.released else None,
        edited=words.change is not None,
        reason=fate.reason if fate.told or asked_back else None,
        answers=tuple(answers.get(fate.id, ())),
        follows=fate.id,
        asked_back=asked_back,
        turning=fate.turning,
        over=chat.state in OVER,
    )


def as_told(question: Question) -> QuestionState:
    """The state its asker has been told: a rejection counts as held until then, as it can be
    undone."""
    if question.state is QuestionState.REJECTED and not question.told:
        return QuestionState.HELD
    return question.state


async def ahead(session: AsyncSession, question: Question) -> int:
    """How many held questions a moderator will come to before this one."""
    place = (question.lane, question.turn, question.at)
    earlier = tuple_(Question.lane, Question.turn, Question.at) < place
    if question.urgent:
        earlier = and_(Question.lane == Lane.URGENT, Question.at < question.at)
    query = select(func.count()).where(
        Question.chat_id == question.chat_id, Question.state == QuestionState.HELD,
        Question.aside.is_(None), earlier,
    )  # fmt: skip
    return await session.scalar(query) or 0


async def panel(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[PanelQuestion, ...]:
    """What officers see: released questions, each with all the panel's answers; in hand first, then
    those that wait in the order they were approved, then the answered ones."""
    shown = await released(session, chat_id, ids=ids)
    answers = await panel_answers(session, chat_id, ids=[question.id for question in shown])
    query = select(Question.id, Question.seat_id).where(Question.id.in_([q.id for q in shown]))
    seats = {row.id: row.seat_id for row in await session.execute(query)}
    found = [
        PanelQuestion(question=question, seat_id=seats.get(question.id),
                      waiting=not question.answers, answers=tuple(answers.get(question.id, ())))
        for question in shown
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (one.seat_id is None, not one.waiting, one.question.number))
    )


async def panel_answers(
    session: AsyncSession, chat_id: int, *, ids: Collection[str]
) -> dict[str, list[PanelAnswer]]:
    query = (
        select(Answer, Revision, Seat)
        .join(Revision, Revision.id == Answer.version)
        .join(Seat, Seat.id == Answer.seat_id)
        .where(Answer.chat_id == chat_id, Answer.question_id.in_(ids))
        .order_by(Answer.at, Answer.id)
    )
    found: dict[str, list[PanelAnswer]] = {}
    for answer, words, seat in await session.execute(query):
        found.setdefault(answer.question_id, []).append(
            PanelAnswer(id=answer.id, seat_id=seat.id, name=seat.name, state=answer.state,
                        text=words.text, at=answer.at, reason=answer.reason)
        )  # fmt: skip
    return found


async def slug_of(session: AsyncSession, question_id: str) -> str:
    """The address of the chat a question belongs to. Raises NotFound."""
    query = select(Chat.slug).join(Question, Question.chat_id == Chat.id)
    slug = await session.scalar(query.where(Question.id == question_id))
    if slug is None:
        raise NotFound("There is no such question.")
    return slug


async def watch_words(session: AsyncSession, chat_id: int) -> tuple[int, Sequence[str]]:
    """The version and the entries of a chat's watch list; 0 and none before there is one."""
    query = select(WatchWords).where(WatchWords.chat_id == chat_id)
    found = await session.scalar(query.order_by(WatchWords.id.desc()).limit(1))
    return (found.id, found.entries.splitlines()) if found else (0, ())


async def unattended(session: AsyncSession, at: datetime) -> tuple[Sequence[int], Sequence[int]]:
    """Of the chats that run: those whose last moderator has gone, and those that have one again."""
    there = exists().where(Presence.chat_id == Chat.id, Presence.moderated_at > at - ABSENT)
    left = select(Chat.id).where(Chat.state.in_(RUNNING), Chat.attended, ~there)
    come = select(Chat.id).where(Chat.state.in_(RUNNING), Chat.attended.is_(False), there)
    return (await session.scalars(left)).all(), (await session.scalars(come)).all()


async def here(session: AsyncSession, chat_id: int, at: datetime) -> int:
    """How many are watching, over all server processes."""
    query = select(func.coalesce(func.sum(Presence.visitors), 0)).where(
        Presence.chat_id == chat_id, Presence.at > at - FRESH
    )
    return int(await session.scalar(query) or 0)
