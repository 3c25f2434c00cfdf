"""Reads of the diary: what is on, where, and who will answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from chat.schedule.models import (
    OVER,
    RUNNING,
    Area,
    Chat,
    ChatState,
    District,
    Halt,
    Seat,
    Statement,
    Team,
)
from foundation.errors import NotFound

AHEAD = (ChatState.ANNOUNCED, ChatState.LOBBY)
MOST_PAST = 50


async def chat(session: AsyncSession, slug: str) -> Chat:
    """The chat at an address, with its area and panel. Raises NotFound."""
    found = await session.scalar(whole().where(Chat.slug == slug))
    if found is None:
        raise NotFound("There is no chat at this address.")
    return found


async def by_id(session: AsyncSession, chat_id: int) -> Chat:
    return (await session.execute(whole().where(Chat.id == chat_id))).scalar_one()


async def running(session: AsyncSession) -> Sequence[Chat]:
    """The chats that run now, the live ones before those that are closing."""
    found = await session.scalars(in_order().where(Chat.state.in_(RUNNING)))
    return sorted(found, key=lambda chat: chat.state is not ChatState.LIVE)


async def targets(session: AsyncSession, chat_id: int) -> tuple[int, int]:
    """How long a held question should wait there, in seconds: usually, and at the longest."""
    query = select(Chat.usual_wait, Chat.longest_wait).where(Chat.id == chat_id)
    row = (await session.execute(query)).one()
    return row.usual_wait, row.longest_wait


async def uncovered(session: AsyncSession, *, but: int) -> Sequence[str]:
    """The titles of other chats that halt for want of a moderator."""
    query = select(Chat.title).where(Chat.halt == Halt.UNATTENDED, Chat.id != but)
    return (await session.scalars(query.order_by(Chat.opens_at))).all()


async def upcoming(session: AsyncSession, *, area: Area | None = None) -> Sequence[Chat]:
    query = in_order().where(Chat.state.in_(AHEAD))
    return (await session.scalars(in_area(query, area))).all()


async def past(session: AsyncSession, *, area: Area | None = None) -> Sequence[Chat]:
    """The last fifty chats that are over, newest first."""
    query = whole().where(Chat.state == ChatState.CLOSED).order_by(Chat.opens_at.desc())
    return (await session.scalars(in_area(query, area).limit(MOST_PAST))).all()


async def ended(session: AsyncSession, *, since: datetime) -> Sequence[Chat]:
    """The chats that ended since a moment, the latest first."""
    query = whole().where(Chat.state == ChatState.CLOSED, Chat.ends_at >= since)
    return (await session.scalars(query.order_by(Chat.ends_at.desc(), Chat.id.desc()))).all()


async def listed(session: AsyncSession, *, area: Area | None = None) -> Sequence[Chat]:
    """What a calendar carries: running, to come, cancelled, and lately past."""
    query = whole().order_by(Chat.opens_at.desc()).limit(4 * MOST_PAST)
    return (await session.scalars(in_area(query, area))).all()


async def due(session: AsyncSession, at: datetime) -> Sequence[int]:
    """Ids of chats whose hours the clock would move on at that moment."""
    query = select(Chat).where(Chat.state.not_in([ChatState.CLOSED, ChatState.CANCELLED]))
    return [chat.id for chat in await session.scalars(query) if chat.due(at) is not chat.state]


async def area(session: AsyncSession, slug: str) -> tuple[Area, Team | None]:
    """The area at an address and its team. Raises NotFound."""
    query = select(Area).options(joinedload(Area.district)).where(Area.slug == slug)
    found = await session.scalar(query)
    if found is None:
        raise NotFound("There is no area at this address.")
    return found, await session.scalar(select(Team).where(Team.area_id == found.id))


async def areas_by_district(session: AsyncSession) -> dict[District, list[Area]]:
    query = select(Area).options(joinedload(Area.district)).join(District)
    found: dict[District, list[Area]] = {}
    for one in await session.scalars(query.order_by(District.name, Area.name)):
        found.setdefault(one.district, []).append(one)
    return found


async def seat_of(session: AsyncSession, chat_id: int, person_id: int) -> Seat | None:
    """The person's place on the chat's panel, if they have one."""
    query = select(Seat).where(Seat.chat_id == chat_id, Seat.person_id == person_id)
    return await session.scalar(query)


async def statement(session: AsyncSession) -> Statement | None:
    """What is pinned in every room now, if anything is."""
    query = select(Statement).where(Statement.withdrawn_at.is_(None))
    return await session.scalar(query.order_by(Statement.at.desc()).limit(1))


async def statement_in(session: AsyncSession, chat: Chat) -> Statement | None:
    """The same, as one room shows it: what is over shows none."""
    return None if chat.state in OVER else await statement(session)


def whole() -> Select[Chat]:
    return select(Chat).options(
        joinedload(Chat.area).joinedload(Area.district), selectinload(Chat.seats)
    )


def in_order() -> Select[Chat]:
    return whole().order_by(Chat.opens_at, Chat.id)


def in_area(query: Select[Chat], area: Area | None) -> Select[Chat]:
    return query if area is None else query.where(Chat.area_id == area.id)
