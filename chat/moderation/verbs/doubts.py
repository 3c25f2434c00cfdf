"""What is not let through as it came: left to a second person, handed on, asked back, diverted."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import WITHIN, Diversion, Escalation, Referral, Senior, Verdict
from chat.moderation.verbs.standing import decide, in_doubt, in_hand
from chat.rooms import events
from chat.rooms.models import Reason
from chat.rooms.verbs import stand_alone
from foundation.clock import stamp
from foundation.events import Event, record


async def park(
    session: AsyncSession, question_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Leave a question to a second person (S10). Raises WrongState."""
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    question.park(by, at=at)
    decide(session, question, Verdict.PARK, version=version, by=by, at=at)
    return record(session, stream, events.PARKED, about=question.id, by=by, at=at,
                  particulars={"version": version})  # fmt: skip


async def escalate(
    session: AsyncSession, question_id: str, *, version: str, to: Senior, by: int, at: datetime
) -> Event:
    """Hand a question on to a duty senior or the press office, with a clock. Raises WrongState."""
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    question.escalate(by, at=at)
    due = at + WITHIN[to]
    session.add(Escalation(question_id=question.id, to=to, by=by, at=at, due_at=due))
    decide(session, question, Verdict.ESCALATE, version=version, by=by, at=at)
    return record(session, stream, events.ESCALATED, about=question.id, by=by, at=at,
                  particulars={"version": version, "to": to.value, "due": stamp(due)})  # fmt: skip


async def ask_back(
    session: AsyncSession, question_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Have the asker put it in other words; it keeps its turn. Raises WrongState."""
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    question.ask_back(reason, at=at)
    decide(session, question, Verdict.ASK_BACK, version=version, reason=reason, by=by, at=at)
    return record(session, stream, events.ASKED_BACK, about=question.id, by=by, at=at,
                  particulars={"version": version, "reason": reason.value})  # fmt: skip


async def put_back(
    session: AsyncSession, question_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Offer a question to all moderators again. Raises WrongState."""
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    decide(session, question, Verdict.PUT_BACK, version=version, by=by, at=at)
    slip = question.doubted_by == by and not await in_doubt(session, question, by)
    question.put_back(forgotten=slip)
    return record(session, stream, events.PUT_BACK, about=question.id, by=by, at=at)


async def divert(
    session: AsyncSession, question_id: str, *,
    version: str, diversion: Diversion, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Never show a question, tell its asker at once where to turn, and refer it to a unit (S20).

    Raises WrongState.
    """
    question, stream = await in_hand(session, question_id, version=version, by=by, at=at)
    question.divert(diversion.turning, at=at)
    await stand_alone(session, stream, question, over=False, at=at)
    session.add(Referral(question_id=question.id, unit=diversion.unit, by=by, at=at))
    decide(session, question, Verdict.DIVERT, version=version, by=by, at=at)
    return record(
        session, stream, events.DIVERTED, about=question.id, by=by, at=at,
        particulars={"version": version, "turning": diversion.turning.value,
                     "unit": diversion.unit.value},
    )  # fmt: skip
