"""Where questions came from: known again for a day, and forgotten with it.

No events: what is kept of an address says nothing of anybody once its key is gone, and the log is
kept for ever.
"""

from datetime import UTC, date, datetime, time

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import DayKey, Measure, Question, Trace
from foundation.identifiers import new_id

CROWD = 10  # visitors of one address in a day
# Another process may have made the key of this day just now.
MAKE = {
    "sqlite": sqlite.insert(DayKey).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(DayKey).on_conflict_do_nothing(),
}


async def day_key(session: AsyncSession, day: date) -> str:
    """The key of that day, made if need be; all processes have the same."""
    dialect = session.get_bind().dialect.name
    await session.execute(MAKE[dialect], {"day": day, "key": new_id()})
    return (await session.scalars(select(DayKey.key).where(DayKey.day == day))).one()


async def last_address(session: AsyncSession, visitor_id: str, *, at: datetime) -> str | None:
    """Where a visitor asked from last, if that was today and few others ask from there: an address
    that a crowd has in common tells nobody apart."""
    begun = midnight(at)
    asked = select(Trace.address).join(Question, Question.id == Trace.question_id)
    theirs = asked.where(Question.visitor_id == visitor_id, Trace.at >= begun)
    address = await session.scalar(theirs.order_by(Trace.at.desc()).limit(1))
    company = (
        select(func.count(Question.visitor_id.distinct()))
        .join(Trace, Trace.question_id == Question.id)
        .where(Trace.address == address, Trace.at >= begun)
    )
    crowded = (await session.scalar(company) or 0) > CROWD
    return None if crowded else address


async def forget_addresses(session: AsyncSession, *, at: datetime) -> None:
    """Throw away the keys of days that are over, and all that was made with them."""
    begun = midnight(at)
    await session.execute(delete(Trace).where(Trace.at < begun))
    stale = Measure.address.is_not(None) & (Measure.at < begun)
    await session.execute(update(Measure).where(stale).values(address=None))
    await session.execute(delete(DayKey).where(DayKey.day < begun.date()))


def midnight(at: datetime) -> datetime:
    """When the day began whose key is in use; in UTC, so that all processes agree."""
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)
