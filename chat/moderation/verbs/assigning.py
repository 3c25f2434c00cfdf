"""Assigning: which of the panel a question is for."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.verbs import held_question, refuse_over
from chat.schedule.models import Seat
from foundation.errors import Invalid
from foundation.events import Event, record


async def assign(
    session: AsyncSession, question_id: str, *, seat: int, by: int, at: datetime
) -> Event:
    """Give a question to one of the panel; before it is let through only the desk hears of it.

    Raises Invalid for a seat of another chat, WrongState when it is theirs or decided otherwise.
    """
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    place = await session.get(Seat, seat)
    if place is None or place.chat_id != chat.id:
        raise Invalid("Choose somebody with a seat on this chat's panel.", field="seat")
    question.assign(place.id)
    kind = events.ASSIGNED if question.released else events.RESERVED
    return record(session, stream, kind, about=question.id, by=by, at=at,
                  particulars={"seat": place.name})  # fmt: skip


async def unassign(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Leave a question to whoever takes it up. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    question.unassign()
    kind = events.UNASSIGNED if question.released else events.UNRESERVED
    return record(session, stream, kind, about=question.id, by=by, at=at)
