"""The deeds of a room: opening and closing it, picking questions up, answering, announcing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.rooms import events, queries
from chat.rooms.holding import digest
from chat.rooms.models import (
    Answer,
    AnswerState,
    Finding,
    Notice,
    Presence,
    Question,
    QuestionState,
    Revision,
)  # fmt: skip
from chat.schedule.models import RUNNING, Chat, ChatState, Seat
from chat.schedule.verbs import held_chat, turned
from foundation.errors import Forbidden, NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id

# A deed as a route calls it: a session and what it is about first, then who, when and how.
Deed = Callable[..., Awaitable[Event]]
UNDO = timedelta(seconds=10)  # how long a rejection can be undone before its asker is told


async def held_question(session: AsyncSession, question_id: str) -> tuple[Question, Chat, Stream]:
    """The question as it stands, with its chat's stream locked. Raises NotFound."""
    chat_id = await session.scalar(select(Question.chat_id).where(Question.id == question_id))
    if chat_id is None:
        raise NotFound("There is no such question.")
    chat, stream = await held_chat(session, chat_id)
    return await session.get_one(Question, question_id, populate_existing=True), chat, stream


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


async def pick(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Say to all that one is answering it now. Raises WrongState when somebody else is."""
    question, chat, stream = await held_question(session, question_id)
    seat = await seat_of(session, chat, by)
    once_shown(question)
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
    direct.

    Raises Forbidden without a seat, WrongState when the chat is not open to answers.
    """
    question, chat, stream = await held_question(session, question_id)
    seat = await seat_of(session, chat, by)
    if chat.state not in RUNNING:
        raise WrongState("Questions are answered while the chat runs.", state=chat.state)
    once_shown(question)
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
    write_revision(session, reply.version, about=reply.id, text=text, by=by, at=at)
    await session.flush()  # the words first: findings and releases point at them
    session.add_all(
        Finding(revision_id=reply.version, rule=one.rule, start=one.start, end=one.end)
        for one in findings
    )
    if question.seat_id == seat.id:
        question.put_down(seat.id)
    if chat.direct:
        return release(session, stream, reply, question, version=reply.version, by=by, at=at)
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


def release(
    session: AsyncSession, stream: Stream, reply: Answer, question: Question, *,
    version: str, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Show an answer, in the words of that revision; the caller holds the stream. Raises
    WrongState."""
    reply.release(version=version, at=at)
    question.answer()
    return record(session, stream, events.ANSWER_RELEASED, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id})  # fmt: skip


def write_revision(
    session: AsyncSession, version: str, *,
    about: str, text: str, by: int | None, at: datetime, name: str = "",
) -> None:  # fmt: skip
    """Add a wording; wordings are never changed."""
    session.add(
        Revision(
            id=version, about=about, name=name, text=text, digest=digest(name, text), by=by, at=at
        )
    )


async def seat_of(session: AsyncSession, chat: Chat, person_id: int) -> Seat:
    """The person's place on the panel. Raises Forbidden."""
    query = select(Seat).where(Seat.chat_id == chat.id, Seat.person_id == person_id)
    seat = await session.scalar(query)
    if seat is None:
        raise Forbidden("You do not have a seat on this chat's panel.")
    return seat


async def announce(
    session: AsyncSession, chat_id: int, *, text: str, by: int, at: datetime
) -> Event:
    """Pin a notice to the whole room in place of the one before."""
    chat, stream = await held_chat(session, chat_id)
    await take_down(session, chat, at=at)
    session.add(notice := Notice(id=new_id(), chat_id=chat.id, text=text, by=by, at=at))
    return record(session, stream, events.NOTICE, about=notice.id, by=by, at=at)


async def withdraw_notice(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Take the notice down. Raises WrongState when none stands."""
    chat, stream = await held_chat(session, chat_id)
    gone = await take_down(session, chat, at=at)
    if gone is None:
        raise WrongState("No notice stands in this room.")
    return record(session, stream, events.NOTICE_WITHDRAWN, about=gone, by=by, at=at)


async def take_down(session: AsyncSession, chat: Chat, *, at: datetime) -> str | None:
    standing = await queries.notice(session, chat.id)
    if standing is None:
        return None
    (await session.get_one(Notice, standing.id)).withdrawn_at = at
    return standing.id


async def count_present(
    session: AsyncSession, place: str, counts: dict[int, int], *, at: datetime
) -> None:
    """Say how many this process has watching each chat. No event: it is a passing remark."""
    for chat_id, visitors in counts.items():
        await session.merge(Presence(place=place, chat_id=chat_id, visitors=visitors, at=at))
