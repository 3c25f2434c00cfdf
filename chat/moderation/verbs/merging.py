"""Merging what asks the same, so that one answer reaches every asker."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import Verdict
from chat.moderation.verbs.standing import decide, in_hand
from chat.rooms import events
from chat.rooms.models import Question, QuestionState
from chat.rooms.verbs import held_question, refuse_over
from foundation.errors import NotFound
from foundation.events import Event, record


async def merge(
    session: AsyncSession, question_id: str, *, version: str, into: str, by: int, at: datetime
) -> Event:
    """Join a held question to another of the same chat that waits or is shown.

    What was merged there before, and what is merged with this one, all stand with the same
    question, so that no ring can come about. Raises NotFound or WrongState.
    """
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    target = await session.get(Question, into)
    if target is not None and target.state is QuestionState.MERGED:
        target = await session.get(Question, target.merged_into)
    if target is None or target.chat_id != question.chat_id:
        raise NotFound("There is no such question in this chat.")
    question.merge(target, at=at)
    theirs = await followers(session, question.id)
    for one in theirs:
        one.merged_into = target.id
    # Counted in the database: visitors who ask it too do not wait for this transaction.
    target.support, question.support = Question.support + 1 + len(theirs), 0
    decide(session, question, Verdict.MERGE, version=version, by=by, at=at)
    return record(session, stream, events.MERGED, about=question.id, by=by, at=at,
                  particulars={"version": version, "into": target.id})  # fmt: skip


async def followers(session: AsyncSession, question_id: str) -> Sequence[Question]:
    """What has been merged into a question."""
    query = select(Question).where(Question.merged_into == question_id)
    return (await session.scalars(query)).all()


async def separate(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Undo a merging. Raises WrongState, also after the end, when nobody would decide on it."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    merged_into = question.merged_into
    question.separate()
    root = await session.get_one(Question, merged_into)
    root.support = Question.support - 1
    decide(session, question, Verdict.SEPARATE, version=question.version, by=by, at=at)
    return record(session, stream, events.SEPARATED, about=question.id, by=by, at=at,
                  particulars={"from": root.id})  # fmt: skip
