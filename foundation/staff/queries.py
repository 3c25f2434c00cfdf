"""Reading people and their sessions; nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from foundation.errors import NotFound
from foundation.events import Event, Stream
from foundation.settings import Settings
from foundation.staff.events import ENDING, REVOKED, STREAM
from foundation.staff.models import KnownDevice, Person, StaffSession

LARGEST = 2**31 - 1  # of an integer column


@dataclass(frozen=True, slots=True)
class Endings:
    """How far the stream was read, and the sessions whose sockets have to be closed."""

    seq: int
    sessions: frozenset[str]


def timeouts(settings: Settings) -> dict[str, timedelta]:
    """The two times after which a session stands no more, as `StaffSession.live` takes them."""
    return {
        "idle": timedelta(minutes=settings.staff_idle_minutes),
        "lifetime": timedelta(hours=settings.staff_hours),
    }


async def everyone(session: AsyncSession) -> Sequence[Person]:
    """All people by name, those who are disabled last."""
    query = select(Person).order_by(Person.disabled_at.is_not(None), Person.name)
    return (await session.scalars(query.options(selectinload(Person.grants)))).all()


async def person(session: AsyncSession, person_id: int) -> Person:
    """Raises NotFound, also for a number that no column could hold."""
    query = select(Person).where(Person.id == min(person_id, LARGEST))
    query = query.options(selectinload(Person.grants)).execution_options(populate_existing=True)
    found = await session.scalar(query)
    if found is None:
        raise NotFound("There is no such person.")
    return found


async def person_by_email(session: AsyncSession, email: str) -> Person | None:
    query = select(Person).where(Person.email == folded(email)).options(selectinload(Person.grants))
    return await session.scalar(query)


def folded(email: str) -> str:
    """One spelling; a NUL, which PostgreSQL cannot hold, stands in nobody's address."""
    return email.replace("\0", " ").strip().casefold()


async def knows_device(session: AsyncSession, person_id: int, fingerprint: str) -> bool:
    """Whether this person has signed in from that device before."""
    return await session.get(KnownDevice, (fingerprint, person_id)) is not None


async def live_session(
    session: AsyncSession, settings: Settings, *, which: ColumnElement[bool], at: datetime
) -> StaffSession | None:
    """The one session that matches, while it and its person stand; with the person's roles."""
    query = select(StaffSession).where(which)
    query = query.options(joinedload(StaffSession.person).joinedload(Person.grants))
    found = (await session.scalars(query)).unique().one_or_none()
    if found is None or not found.live(at, **timeouts(settings)) or found.person.disabled_at:
        return None
    return found


async def sessions_of(
    session: AsyncSession, settings: Settings, *, person_id: int, at: datetime
) -> list[StaffSession]:
    """The person's live sessions, the one begun last first."""
    query = select(StaffSession).where(
        StaffSession.person_id == person_id, StaffSession.ended_at.is_(None)
    )
    found = await session.scalars(query.order_by(StaffSession.started_at.desc()))
    return [one for one in found if one.live(at, **timeouts(settings))]


async def ended_since(session: AsyncSession, after: int) -> Endings:
    """What the staff stream says, after that number, of sessions whose sockets have to go.

    A session that ended goes; so do all of a person who lost a role: their pages come back and are
    looked at afresh.
    """
    lines = (await session.scalars(since(after))).all()
    if not lines:
        return Endings(after, frozenset())
    ended = {int(line.about) for line in lines if line.kind in ENDING}
    demoted = {int(line.about) for line in lines if line.kind == REVOKED.name}
    closing = or_(
        and_(StaffSession.person_id.in_(ended), StaffSession.ended_at >= lines[0].at),
        and_(StaffSession.person_id.in_(demoted), StaffSession.ended_at.is_(None)),
    )
    found = (await session.scalars(select(StaffSession.id).where(closing))).all()
    return Endings(lines[-1].seq, frozenset(found))


def since(after: int) -> Select[Event]:
    query = select(Event).join(Stream, Stream.id == Event.stream_id)
    return query.where(Stream.name == STREAM, Event.seq > after).order_by(Event.seq)
