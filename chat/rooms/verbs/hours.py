"""The hours of a room: the clock or a moderator moves it on, and what is left then says so."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import (
    Question,
    QuestionState,
)  # fmt: skip
from chat.rooms.verbs.standing import held_question
from chat.schedule.models import Chat, ChatState
from chat.schedule.verbs import held_chat, turned
from foundation.events import Event, Stream, record


async def turn(session: AsyncSession, chat_id: int, *, at: datetime) -> None:
    """Let the clock move the chat on: into the lobby, live, to its end."""
    chat, stream = await held_chat(session, chat_id)
    if chat.turn(at):
        await hours_moved(session, chat, stream, by=None, at=at)


async def open_room(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Open up to 15 minutes early. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.open(at)
    return await hours_moved(session, chat, stream, by=by, at=at)


async def close_room(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Take no more questions; what was asked can still be answered. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.close(at)
    return await hours_moved(session, chat, stream, by=by, at=at)


async def end_room(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Close for good: held questions lapse. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.end(at)
    return await hours_moved(session, chat, stream, by=by, at=at)


async def hours_moved(
    session: AsyncSession, chat: Chat, stream: Stream, *, by: int | None, at: datetime
) -> Event:
    over = chat.state is ChatState.CLOSED
    if over:
        chat.halt, chat.halt_words, chat.stopped = None, "", False
        await lapse(session, chat, stream, at=at)
    event = turned(session, stream, chat, by=by, at=at)
    if over:
        await put_all_down(session, chat, stream, at=at)
    return event


async def lapse(session: AsyncSession, chat: Chat, stream: Stream, *, at: datetime) -> None:
    """What is still held or unanswered at the end says so to its asker."""
    waiting = [QuestionState.HELD, QuestionState.APPROVED]
    query = select(Question).where(Question.chat_id == chat.id, Question.state.in_(waiting))
    for question in await session.scalars(query.order_by(Question.at)):
        question.lapse()
        kind = events.LAPSED if question.state is QuestionState.LAPSED else events.UNANSWERED
        record(session, stream, kind, about=question.id, at=at)


async def put_all_down(session: AsyncSession, chat: Chat, stream: Stream, *, at: datetime) -> None:
    """After the end nothing is being answered, nor added to what was."""
    query = select(Question).where(Question.chat_id == chat.id, Question.seat_id.is_not(None))
    for question in await session.scalars(query.order_by(Question.at)):
        question.seat_id = None
        record(session, stream, events.PUT_DOWN, about=question.id, at=at)


async def tell(session: AsyncSession, question_id: str, *, at: datetime) -> None:
    """A rejection that nobody undid is now told to its asker, and stands."""
    question, _, stream = await held_question(session, question_id)
    if question.state is QuestionState.REJECTED and not question.told:
        question.tell()
        record(session, stream, events.TOLD, about=question.id, at=at)
