"""Appealing: an asker says something against a ban, and another moderator decides on it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import Appeal, Measure, Outcome, Sort
from chat.rooms.verbs.order import held_measure
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record


async def appeal(session: AsyncSession, measure_id: int, *, text: str, at: datetime) -> Event:
    """Say something against a ban that stands, once. Raises NotFound or WrongState."""
    measure, stream = await held_measure(session, measure_id)
    if measure.sort is not Sort.BAN:
        raise NotFound("There is no ban to appeal against.")
    if not measure.stands(at):
        raise WrongState("This ban is over: you can ask again.")
    if await against(session, measure.id):
        raise WrongState("You have appealed against this ban already.")
    session.add(Appeal(measure_id=measure.id, text=text, at=at, reply=""))
    return record(session, stream, events.APPEALED, about=measure.question_id, at=at,
                  particulars={"measure": measure.id})  # fmt: skip


async def uphold(
    session: AsyncSession, appeal_id: int, *, reply: str, by: int, at: datetime
) -> Event:
    """Let a ban stand, and tell its asker why. Raises NotFound or WrongState."""
    found, measure, stream = await held_appeal(session, appeal_id, by=by)
    found.decide(Outcome.UPHELD, reply=reply, by=by, at=at)
    return record(session, stream, events.UPHELD, about=measure.question_id, by=by, at=at,
                  particulars={"measure": measure.id})  # fmt: skip


async def hear(
    session: AsyncSession, appeal_id: int, *, reply: str, by: int, at: datetime
) -> Event:
    """Lift a ban on appeal, and tell its asker why. Raises NotFound or WrongState."""
    found, measure, stream = await held_appeal(session, appeal_id, by=by)
    found.decide(Outcome.LIFTED, reply=reply, by=by, at=at)
    if measure.stands(at):
        measure.lift(by, at=at)
    return record(session, stream, events.HEARD, about=measure.question_id, by=by, at=at,
                  particulars={"measure": measure.id})  # fmt: skip


async def held_appeal(
    session: AsyncSession, appeal_id: int, *, by: int
) -> tuple[Appeal, Measure, Stream]:
    """An appeal to be decided by somebody other than who banned. Raises NotFound or WrongState."""
    measure_id = await session.scalar(select(Appeal.measure_id).where(Appeal.id == appeal_id))
    if measure_id is None:
        raise NotFound("There is no such appeal.")
    measure, stream = await held_measure(session, measure_id)
    if measure.by == by:
        raise WrongState("You made this ban: another moderator decides on the appeal.")
    return await session.get_one(Appeal, appeal_id, populate_existing=True), measure, stream


async def against(session: AsyncSession, measure_id: int) -> Appeal | None:
    """The appeal against a ban, if there is one."""
    return await session.scalar(select(Appeal).where(Appeal.measure_id == measure_id))
