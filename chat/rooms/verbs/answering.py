"""Answering: an officer picks a question up, and replies to it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.rooms import events
from chat.rooms.holding import digest
from chat.rooms.models import (
    Answer,
    AnswerState,
    Question,
    Revision,
)  # fmt: skip
from chat.rooms.verbs.owing import is_owed, keep
from chat.rooms.verbs.standing import held_question, seat_of, shows_at_once, write_marked
from chat.schedule.models import OVER, RUNNING, Seat
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id


async def pick(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Say to all that one is answering it now. Raises WrongState when somebody else is."""
    question, chat, stream = await held_question(session, question_id)
    seat = await seat_of(session, chat, by)
    once_shown(question)
    chat.refuse_halted()
    question.pick(seat.id)
    return record(session, stream, events.PICKED, about=question.id, by=by, at=at)


async def put_down(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Stop answering it, so that somebody else may. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    seat = await seat_of(session, chat, by)
    once_shown(question)
    question.put_down(seat.id)
    return record(session, stream, events.PUT_DOWN, about=question.id, by=by, at=at)


def once_shown(question: Question) -> None:
    """For officers a question that was never let through does not exist. Raises NotFound."""
    if question.number is None:
        raise NotFound("There is no such question.")


async def answer(
    session: AsyncSession, question_id: str, *,
    text: str, findings: tuple[Marked, ...], by: int, at: datetime,
) -> Event:  # fmt: skip
    """Reply to a released question: held for a moderator, or shown at once where the chat is
    direct. What was taken away is answered after the end as well, and then always held.

    Raises Forbidden without a seat, WrongState when the chat is not open to answers.
    """
    question, chat, stream = await held_question(session, question_id)
    seat = await seat_of(session, chat, by)
    once_shown(question)
    if not (chat.state in RUNNING or (chat.state in OVER and await is_owed(session, question))):
        raise WrongState("Questions are answered while the chat runs.", state=chat.state)
    if question.released is None:
        raise WrongState("This question has been taken down.", state=question.state)
    if repeated := await same_answer(session, question, seat, text):
        return repeated
    reply = Answer(
        id=new_id(),
        chat_id=chat.id,
        question_id=question.id,
        seat_id=seat.id,
        state=AnswerState.HELD,
        version=new_id(),
        at=at,
    )
    session.add(reply)
    await write_marked(
        session, reply.version, about=reply.id, text=text, findings=findings, by=by, at=at
    )
    if question.seat_id == seat.id:
        question.put_down(seat.id)
    if shows_at_once(chat):
        return await release(session, stream, reply, question, version=reply.version, by=by, at=at)
    return record(session, stream, events.ANSWER_HELD, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id})  # fmt: skip


async def same_answer(
    session: AsyncSession, question: Question, seat: Seat, text: str
) -> Event | None:
    """What was recorded when this seat gave this very answer: a retry is not a second answer."""
    query = (
        select(Answer.id)
        .join(Revision, Revision.id == Answer.version)
        .where(Answer.question_id == question.id, Answer.seat_id == seat.id)
        .where(Answer.state.in_([AnswerState.HELD, AnswerState.RELEASED]))
        .where(Revision.digest == digest("", text))
    )
    if await session.scalar(query.limit(1)) is None:
        return None
    newest = select(Event).where(Event.about == question.id).order_by(Event.seq.desc())
    return await session.scalar(newest.limit(1))


async def release(
    session: AsyncSession, stream: Stream, reply: Answer, question: Question, *,
    version: str, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Show an answer, in the words of that revision; the caller holds the stream. Raises
    WrongState."""
    reply.release(version=version, at=at)
    question.answer()
    await keep(session, question, reply, at=at)
    return record(session, stream, events.ANSWER_RELEASED, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id})  # fmt: skip
