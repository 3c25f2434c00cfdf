"""Reads for the officers' desk: what is released, and all that the panel has written to it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import (
    Answer,
    AnswerState,
    Question,
    QuestionState,
    Revision,
)
from chat.rooms.queries import said
from chat.rooms.queries.public import released
from chat.rooms.views import (
    Assigned,
    PanelAnswer,
    PanelQuestion,
)  # fmt: skip
from chat.schedule.models import Seat


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
