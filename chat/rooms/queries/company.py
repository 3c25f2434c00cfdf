"""Who is here: readers counted over all processes, and rooms whose last moderator has gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import (
    Presence,
)
from chat.schedule.models import RUNNING, Chat

FRESH = timedelta(seconds=15)
ABSENT = timedelta(seconds=15)  # a desk that is loaded again, or lost its line, is not missed


async def unattended(session: AsyncSession, at: datetime) -> tuple[Sequence[int], Sequence[int]]:
    """Of the chats that run: those whose last moderator has gone, and those that have one again."""
    there = exists().where(Presence.chat_id == Chat.id, Presence.moderated_at > at - ABSENT)
    left = select(Chat.id).where(Chat.state.in_(RUNNING), Chat.attended, ~there)
    come = select(Chat.id).where(Chat.state.in_(RUNNING), Chat.attended.is_(False), there)
    return (await session.scalars(left)).all(), (await session.scalars(come)).all()


async def here(session: AsyncSession, chat_id: int, at: datetime) -> int:
    """How many are watching, over all server processes."""
    query = select(func.coalesce(func.sum(Presence.visitors), 0)).where(
        Presence.chat_id == chat_id, Presence.at > at - FRESH
    )
    return int(await session.scalar(query) or 0)
