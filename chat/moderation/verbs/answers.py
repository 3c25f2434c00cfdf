"""Deciding on answers: they are released, given back to their officers, or taken down."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import Verdict
from chat.moderation.verbs.standing import decide, edit, refuse_halted, refuse_stale, take_lease
from chat.rooms import events
from chat.rooms.models import Answer, AnswerState, Change, Question, Reason, Revision
from chat.rooms.verbs import owe_again, release
from chat.schedule.verbs import held_chat
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record


async def release_answer(
    session: AsyncSession,
    answer_id: str,
    *,
    version: str,
    by: int,
    at: datetime,
    text: str | None = None,
    change: Change | None = None,
) -> Event:
    """Show an answer, as written or as edited here. Raises WrongState when stale or one's own."""
    reply, question, stream = await held_answer(session, answer_id)
    await refuse_stale(session, reply, version, expected=AnswerState.HELD, at=at)
    await take_lease(session, reply.id, by=by, at=at)
    await refuse_own(session, reply, by)
    await refuse_halted(session, stream, reply, at=at)
    edited = await edit(
        session, reply.id, version, name=None, text=text, change=change, by=by, at=at
    )
    decide(session, reply, Verdict.APPROVE, version=version, edited=edited, by=by, at=at)
    return await release(session, stream, reply, question, version=edited or version, by=by, at=at)


async def give_back(
    session: AsyncSession, answer_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Return an answer to its officer unshown. Raises WrongState when stale."""
    reply, question, stream = await held_answer(session, answer_id)
    await refuse_stale(session, reply, version, expected=AnswerState.HELD, at=at)
    await take_lease(session, reply.id, by=by, at=at)
    reply.give_back(reason)
    decide(session, reply, Verdict.REJECT, version=version, reason=reason, by=by, at=at)
    return record(session, stream, events.ANSWER_RETURNED, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id, "reason": reason.value})  # fmt: skip


async def withdraw_answer(
    session: AsyncSession, answer_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take down an answer that was shown. Raises WrongState."""
    reply, question, stream = await held_answer(session, answer_id)
    reply.withdraw(reason)
    if not await has_answer(session, question):
        question.unanswer()
        await owe_again(session, question)
    decide(session, reply, Verdict.WITHDRAW, version=reply.version, reason=reason, by=by, at=at)
    return record(session, stream, events.ANSWER_WITHDRAWN, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id, "reason": reason.value})  # fmt: skip


async def held_answer(session: AsyncSession, answer_id: str) -> tuple[Answer, Question, Stream]:
    """The answer and its question as they stand, with their chat's stream
    locked. Raises NotFound."""
    chat_id = await session.scalar(select(Answer.chat_id).where(Answer.id == answer_id))
    if chat_id is None:
        raise NotFound("There is no such answer.")
    _, stream = await held_chat(session, chat_id)
    reply = await session.get_one(Answer, answer_id, populate_existing=True)
    question = await session.get_one(Question, reply.question_id, populate_existing=True)
    return reply, question, stream


async def refuse_own(session: AsyncSession, reply: Answer, by: int) -> None:
    """Nobody approves their own words: a second person releases them."""
    words = await session.get_one(Revision, reply.version)
    if words.by == by:
        raise WrongState("You wrote this answer: somebody else must release it.")


async def has_answer(session: AsyncSession, question: Question) -> bool:
    query = select(Answer.id).where(Answer.question_id == question.id)
    return (
        await session.scalar(query.where(Answer.state == AnswerState.RELEASED).limit(1)) is not None
    )
