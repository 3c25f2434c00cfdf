"""Correcting: an answer that is shown gets other words, with a note that says what was wrong."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import Answer, AnswerState, Correction, Question, Revision, SaidState
from chat.rooms.verbs.standing import Wording, seat_of, shows_at_once, write_marked
from chat.schedule.models import Chat
from chat.schedule.verbs import held_chat
from foundation.errors import Invalid, NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id


async def correct(
    session: AsyncSession, answer_id: str, *,
    words: Wording, note: Wording, by: int, seated: bool, at: datetime,
) -> Event:  # fmt: skip
    """Put other words in the place of an answer's: held for a second person, or shown at once where
    the chat is direct. `seated`: only somebody with a seat may.

    Raises Forbidden without one, WrongState unless the answer is shown and nobody's correction of
    it waits, Invalid when nothing is changed.
    """
    reply, question, chat, stream = await shown_answer(session, answer_id)
    if seated:
        await seat_of(session, chat, by)
    if reply.released is None or question.released is None:
        raise WrongState("Only an answer that is shown can be corrected.", state=reply.state)
    waiting = select(Correction.id).where(Correction.answer_id == reply.id)
    if await session.scalar(waiting.where(Correction.state == SaidState.HELD).limit(1)):
        raise WrongState("A correction of this answer waits for a moderator already.")
    if (await session.get_one(Revision, reply.released)).text == words.text:
        raise Invalid("These are the words that are shown: change them first.", field="text")
    one = Correction(
        id=new_id(), chat_id=chat.id, question_id=question.id, answer_id=reply.id,
        state=SaidState.HELD, version=new_id(), note=new_id(), by=by, at=at,
    )  # fmt: skip
    for version, about, said in ((one.version, reply.id, words), (one.note, one.id, note)):
        await write_marked(
            session, version, about=about, text=said.text, findings=said.findings, by=by, at=at
        )
    session.add(one)
    if shows_at_once(chat):
        return await show_correction(session, stream, one, version=one.version, by=by, at=at)
    return record(session, stream, events.CORRECTION_HELD, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id, "correction": one.id})  # fmt: skip


async def shown_answer(
    session: AsyncSession, answer_id: str
) -> tuple[Answer, Question, Chat, Stream]:
    """The answer with its question and chat, the chat's stream locked. Raises NotFound."""
    chat_id = await session.scalar(select(Answer.chat_id).where(Answer.id == answer_id))
    if chat_id is None:
        raise NotFound("There is no such answer.")
    chat, stream = await held_chat(session, chat_id)
    reply = await session.get_one(Answer, answer_id, populate_existing=True)
    question = await session.get_one(Question, reply.question_id, populate_existing=True)
    return reply, question, chat, stream


async def show_correction(
    session: AsyncSession, stream: Stream, one: Correction, *, version: str, by: int, at: datetime
) -> Event:
    """Show the answer in the words of that revision, with the note; the caller holds the stream.
    Raises WrongState."""
    reply = await session.get_one(Answer, one.answer_id, populate_existing=True)
    if reply.state is not AnswerState.RELEASED:
        raise WrongState("The answer has been taken down.", state=reply.state)
    one.before = reply.released
    one.release(version=version, at=at)
    reply.correct(version)
    return record(session, stream, events.CORRECTED, about=one.question_id, by=by, at=at,
                  particulars={"answer": reply.id, "correction": one.id})  # fmt: skip
