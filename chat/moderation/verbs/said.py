"""Deciding on what staff say beside their answers: let through by a second person, or given
back."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import said
from chat.moderation.models import Verdict
from chat.moderation.verbs.standing import decide, edit, refuse_halted, refuse_stale, take_lease
from chat.rooms import events
from chat.rooms.models import (
    Change,
    Correction,
    Question,
    Reason,
    SaidOnQuestion,
    SaidState,
    Takeaway,
)
from chat.rooms.verbs import show_said
from chat.schedule.verbs import held_chat
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record


async def let_through(
    session: AsyncSession, item_id: str, *,
    version: str, by: int, at: datetime, text: str | None = None, change: Change | None = None,
) -> Event:  # fmt: skip
    """Show it, as written or as edited here. Raises WrongState when stale, one's own, or about
    something that was taken down."""
    one, stream = await held_said(session, item_id)
    await refuse_stale(session, one, version, expected=SaidState.HELD, at=at)
    await take_lease(session, one.id, by=by, at=at)
    if one.by == by:
        raise WrongState("You wrote this: somebody else must let it through.")
    await refuse_taken_down(session, one)
    await refuse_halted(session, stream, one, at=at)
    edited = await edit(
        session, one.about, version, name=None, text=text, change=change, by=by, at=at
    )
    decide(session, one, Verdict.APPROVE, version=version, edited=edited, by=by, at=at)
    return await show_said(session, stream, one, version=edited or version, by=by, at=at)


async def give_back_said(
    session: AsyncSession, item_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Return it to its author unshown. Raises WrongState when stale."""
    one, stream = await held_said(session, item_id)
    await refuse_stale(session, one, version, expected=SaidState.HELD, at=at)
    await take_lease(session, one.id, by=by, at=at)
    one.give_back(reason)
    decide(session, one, Verdict.REJECT, version=version, reason=reason, by=by, at=at)
    sort, kind = said.sort_of(one), events.TAKE_AWAY_RETURNED
    if isinstance(one, Correction):
        kind = events.CORRECTION_RETURNED
    return record(session, stream, kind, about=one.question_id, by=by, at=at,
                  particulars={sort: one.id, "reason": reason.value})  # fmt: skip


async def withdraw_takeaway(
    session: AsyncSession, item_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take down who answers a question later. Raises WrongState."""
    one, stream = await held_said(session, item_id)
    if not isinstance(one, Takeaway):
        raise NotFound("There is nothing of this sort here.")
    one.withdraw(reason)
    decide(session, one, Verdict.WITHDRAW, version=one.version, reason=reason, by=by, at=at)
    return record(session, stream, events.TAKE_AWAY_WITHDRAWN, about=one.question_id, by=by, at=at,
                  particulars={"takeaway": one.id, "reason": reason.value})  # fmt: skip


async def held_said(session: AsyncSession, item_id: str) -> tuple[Correction | Takeaway, Stream]:
    """One of them as it stands, with its chat's stream locked. Raises NotFound."""
    found = await said.find(session, item_id)
    if not isinstance(found, Correction | Takeaway):
        raise NotFound("There is nothing of this sort here.")
    _, stream = await held_chat(session, found.chat_id)
    await session.refresh(found)
    return found, stream


async def refuse_taken_down(session: AsyncSession, one: SaidOnQuestion) -> None:
    """Raises WrongState when its question is no longer shown."""
    question = await session.get_one(Question, one.question_id, populate_existing=True)
    if question.released is None:
        raise WrongState("The question has been taken down.", state=question.state)
