"""Reads of a room. What the public gets comes from `released` alone, which holds only released
words."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import said
from chat.rooms.models import (
    Answer,
    AnswerState,
    Correction,
    Notice,
    Presence,
    Question,
    QuestionState,
    Revision,
    SaidState,
    Support,
    Takeaway,
    WatchWords,
)
from chat.rooms.views import (
    Assigned,
    PanelAnswer,
    PanelQuestion,
    PublicAnswer,
    PublicNote,
    PublicNotice,
    PublicQuestion,
    PublicTaken,
)  # fmt: skip
from chat.schedule.models import RUNNING, Chat, Seat
from foundation.clock import noon
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
RELEASED_NOTES = (
    select(Correction, Revision.text)
    .join(Revision, Revision.id == Correction.note)
    .where(Correction.state == SaidState.RELEASED)
    .where(Correction.answer_id.in_(bindparam("answers", expanding=True)))
    .order_by(Correction.shown_at, Correction.id)
)
RELEASED_TAKEN = (
    select(Takeaway, Revision.text, Seat.name)
    .join(Revision, Revision.id == Takeaway.released)
    .outerjoin(Seat, Seat.id == Takeaway.seat_id)
    .where(Takeaway.state == SaidState.RELEASED, Takeaway.done_at.is_(None))
    .where(Takeaway.question_id.in_(bindparam("ids", expanding=True)))
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
    shown = [question.id for question, _, _ in rows]
    answers = await released_answers(session, chat_id, ids=shown)
    numbers = await shown_numbers(session, [question.follow_up_to for question, _, _ in rows])
    taken = await released_taken(session, shown)
    return tuple(
        PublicQuestion(
            id=question.id, number=question.number or 0, name=words.name, text=words.text,
            at=question.shown_at or question.at, edited=words.change,
            unanswered=question.state is QuestionState.UNANSWERED,
            answering=seat.name if seat else None, answers=tuple(answers.get(question.id, ())),
            support=question.support, follow_up_to=question.follow_up_to,
            follows_up=numbers.get(question.follow_up_to), taken=taken.get(question.id),
        )
        for question, words, seat in rows
    )  # fmt: skip


async def shown_numbers(
    session: AsyncSession, ids: Iterable[str | None]
) -> dict[str | None, int | None]:
    """The numbers these questions were given when they were first shown; they keep them."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    query = select(Question.id, Question.number).where(Question.id.in_(wanted))
    return {id: number for id, number in await session.execute(query)}


async def supported(session: AsyncSession, chat_id: int, visitor_id: str) -> frozenset[str]:
    """The questions of a chat that this visitor asks too."""
    query = select(Support.question_id).join(Question, Question.id == Support.question_id)
    mine = query.where(Support.visitor_id == visitor_id, Question.chat_id == chat_id)
    return frozenset(await session.scalars(mine))


async def support_of(session: AsyncSession, question_id: str) -> int:
    """How many ask a question besides its asker."""
    return await session.scalar(select(Question.support).where(Question.id == question_id)) or 0


async def released_answers(
    session: AsyncSession, chat_id: int, *, ids: Collection[str]
) -> dict[str, list[PublicAnswer]]:
    """The answers the public may see, by question, in the order they were shown."""
    if not ids:
        return {}
    found: dict[str, list[PublicAnswer]] = {}
    its = {"chat": chat_id, "ids": sorted(ids)}
    rows = (await session.execute(RELEASED_ANSWERS, its)).all()
    notes = await released_notes(session, [answer.id for answer, _, _ in rows])
    for answer, words, seat in rows:
        found.setdefault(answer.question_id, []).append(
            PublicAnswer(
                id=answer.id, name=seat.name, role=seat.role, organisation=seat.organisation,
                text=words.text, at=answer.shown_at or answer.at, edited=words.change,
                corrected=tuple(notes.get(answer.id, ())),
            )
        )  # fmt: skip
    return found


async def released_notes(
    session: AsyncSession, answers: Sequence[str]
) -> dict[str, list[PublicNote]]:
    """What the public is told of corrections, by answer, in the order they were shown."""
    found: dict[str, list[PublicNote]] = {}
    if answers:
        for one, text in await session.execute(RELEASED_NOTES, {"answers": answers}):
            note = PublicNote(text, one.shown_at or one.at)
            found.setdefault(one.answer_id, []).append(note)
    return found


async def released_taken(session: AsyncSession, questions: Sequence[str]) -> dict[str, PublicTaken]:
    """What the public is told of who answers later, by question."""
    if not questions:
        return {}
    return {
        one.question_id: PublicTaken(
            id=one.id, owner=seat or one.team, due_at=noon(one.due_on), text=text,
            at=one.shown_at or one.at, changed=one.changed,
        )
        for one, text, seat in await session.execute(RELEASED_TAKEN, {"ids": questions})
    }  # fmt: skip


async def notice(session: AsyncSession, chat_id: int) -> PublicNotice | None:
    """The notice that stands, if one does."""
    query = select(Notice).where(Notice.chat_id == chat_id, Notice.withdrawn_at.is_(None))
    found = await session.scalar(query.order_by(Notice.at.desc()).limit(1))
    return PublicNotice(found.id, found.text, found.at) if found else None


async def panel(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[PanelQuestion, ...]:
    """What officers see: released questions, each with all the panel's answers; in hand first, then
    those that wait in the order they were approved, then the answered ones."""
    shown = await released(session, chat_id, ids=ids)
    answers = await panel_answers(session, chat_id, ids=[question.id for question in shown])
    taken = await said.taken(session, [question.id for question in shown])
    query = (
        select(Question.id, Question.seat_id, Question.assigned_to, Seat.name)
        .outerjoin(Seat, Seat.id == Question.assigned_to)
        .where(Question.id.in_([question.id for question in shown]))
    )
    whose = {row.id: row for row in await session.execute(query)}
    found = [
        PanelQuestion(question=question, seat_id=whose[question.id].seat_id,
                      waiting=not question.answers, answers=tuple(answers.get(question.id, ())),
                      assigned_to=whose[question.id].assigned_to,
                      assigned_name=whose[question.id].name or "",
                      taken=tuple(taken.get(question.id, ())))
        for question in shown
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (one.seat_id is None, not one.waiting, one.question.number))
    )


async def assigned(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[Assigned, ...]:
    """The released questions that wait for the one they were given to, by number."""
    query = (
        select(Question.id, Question.number, Seat.name)
        .join(Seat, Seat.id == Question.assigned_to)
        .where(Question.chat_id == chat_id, Question.state == QuestionState.APPROVED)
        .order_by(Question.number)
    )
    if ids is not None:
        query = query.where(Question.id.in_(ids))
    found = await session.execute(query)
    return tuple(Assigned(id, number or 0, name) for id, number, name in found)


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
    rows = (await session.execute(query)).all()
    corrections = await said.corrections(session, [answer.id for answer, _, _ in rows])
    for answer, words, seat in rows:
        found.setdefault(answer.question_id, []).append(
            PanelAnswer(id=answer.id, seat_id=seat.id, name=seat.name, state=answer.state,
                        text=words.text, at=answer.at, reason=answer.reason,
                        corrections=tuple(corrections.get(answer.id, ())))
        )  # fmt: skip
    return found


async def slug_of(session: AsyncSession, question_id: str) -> str:
    """The address of the chat a question belongs to. Raises NotFound."""
    query = select(Chat.slug).join(Question, Question.chat_id == Chat.id)
    slug = await session.scalar(query.where(Question.id == question_id))
    if slug is None:
        raise NotFound("There is no such question.")
    return slug


async def said_in(
    session: AsyncSession, chat_id: int, person_id: int, *, but: str
) -> Sequence[str]:
    """What somebody has answered in a chat, in order, to other questions than that."""
    query = (
        select(Revision.text)
        .join(Answer, Answer.version == Revision.id)
        .join(Seat, Seat.id == Answer.seat_id)
        .where(Answer.chat_id == chat_id, Seat.person_id == person_id, Answer.question_id != but)
        .where(Answer.state.in_([AnswerState.HELD, AnswerState.RELEASED]))
        .order_by(Answer.at)
    )
    return (await session.scalars(query)).all()


async def slug_of_answer(session: AsyncSession, answer_id: str) -> str:
    """The address of the chat an answer was given in. Raises NotFound."""
    query = select(Chat.slug).join(Answer, Answer.chat_id == Chat.id)
    slug = await session.scalar(query.where(Answer.id == answer_id))
    if slug is None:
        raise NotFound("There is no such answer.")
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
