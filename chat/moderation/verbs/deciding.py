"""Deciding: each deed names the revision its moderator was shown, and a stale one is refused."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import Verdict
from chat.moderation.verbs.standing import decide, edit, in_doubt, in_hand, refuse_halted
from chat.rooms import events
from chat.rooms.models import Change, Dispute, Question, Reason
from chat.rooms.verbs import held_question, refuse_over, stand_alone
from chat.schedule.models import OVER
from foundation.errors import WrongState
from foundation.events import Event, record


async def approve(
    session: AsyncSession, question_id: str, *,
    version: str, by: int, at: datetime, name: str | None = None, text: str | None = None,
    change: Change | None = None,
) -> Event:  # fmt: skip
    """Show a question, in the words that were shown or as edited here. Raises WrongState when
    stale, open elsewhere, or in doubt with whoever asks.

    An edit is a new revision beside the original, which is kept (S111).
    """
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    await refuse_own_doubt(session, question, by)
    await refuse_own_rejection(session, question, by)
    await refuse_halted(session, stream, question, at=at)
    edited = await edit(
        session, question.id, version, name=name, text=text, change=change, by=by, at=at
    )
    number = await next_number(session, question.chat_id)
    question.approve(version=edited or version, number=number, at=at)
    decide(session, question, Verdict.APPROVE, version=version, edited=edited, by=by, at=at)
    return record(session, stream, events.APPROVED, about=question.id, by=by, at=at,
                  particulars={"version": version, "edited": edited})  # fmt: skip


async def refuse_own_doubt(session: AsyncSession, question: Question, by: int) -> None:
    """If in doubt, a second person lets it through (S10)."""
    if await in_doubt(session, question, by):
        raise WrongState("You were in doubt about this: somebody else must let it through.")


async def refuse_own_rejection(session: AsyncSession, question: Question, by: int) -> None:
    """A dispute is decided by another than who rejected it (S68). Raises WrongState."""
    dispute = await session.get(Dispute, question.id)
    if dispute is not None and dispute.rejected_by == by:
        raise WrongState("You rejected this: another moderator decides now.")


async def reject(
    session: AsyncSession, question_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Never show a question; its asker is told the reason after ten seconds. Raises WrongState when
    stale."""
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    await refuse_own_rejection(session, question, by)
    question.reject(reason, at=at)
    await stand_alone(session, stream, question, over=False, at=at)
    decide(session, question, Verdict.REJECT, version=version, reason=reason, by=by, at=at)
    return record(session, stream, events.REJECTED, about=question.id, by=by, at=at,
                  particulars={"version": version, "reason": reason.value})  # fmt: skip


async def restore(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Put a rejected question back in the queue; if its asker has been told, they hear of this too.

    Raises WrongState, also after the end, when nobody would decide on it.
    """
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    kind = events.RECONSIDERED if question.told else events.RESTORED
    question.restore()
    decide(session, question, Verdict.RESTORE, version=question.version, by=by, at=at)
    return record(session, stream, kind, about=question.id, by=by, at=at)


async def withdraw(
    session: AsyncSession, question_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take down a question that was shown, with its answers. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    question.withdraw(reason, at=at)
    await stand_alone(session, stream, question, over=chat.state in OVER, at=at)
    decide(
        session, question, Verdict.WITHDRAW, version=question.version, reason=reason, by=by, at=at
    )
    return record(session, stream, events.WITHDRAWN, about=question.id, by=by, at=at,
                  particulars={"reason": reason.value})  # fmt: skip


async def next_number(session: AsyncSession, chat_id: int) -> int:
    """The next Q number; safe because the chat's stream is held."""
    query = select(Question.number).where(Question.chat_id == chat_id, Question.number.is_not(None))
    return (await session.scalar(query.order_by(Question.number.desc()).limit(1)) or 0) + 1
