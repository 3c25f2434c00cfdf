"""Restricted views: who looked at what beyond the work at hand, each once an hour."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.record import views_of
from foundation.events import Event, Kind, Stream, lock_named, record

ONCE = timedelta(hours=1)  # the same person at the same thing is one event


async def note_view(
    session: AsyncSession, chat_id: int, kind: Kind, *, about: str, by: int, at: datetime
) -> Event | None:
    """Record a restricted view, unless the same one is on record within the hour.

    In a stream of its own: a look is no deed on the chat, takes no lock of it and is told to no
    desk.
    """
    if await viewed_lately(session, chat_id, kind, about=about, by=by, at=at):
        return None
    stream = await lock_named(session, views_of(chat_id))
    return record(session, stream, kind, about=about, by=by, at=at)


async def viewed_lately(
    session: AsyncSession, chat_id: int, kind: Kind, *, about: str, by: int, at: datetime
) -> bool:
    query = (
        select(Event.seq)
        .join(Stream, Stream.id == Event.stream_id)
        .where(Stream.name == views_of(chat_id), Event.kind == kind.name)
        .where(Event.about == about, Event.by == by, Event.at > at - ONCE)
    )
    return await session.scalar(query.limit(1)) is not None
