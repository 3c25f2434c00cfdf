"""What is said to the whole room, and who is in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events, queries
from chat.rooms.models import (
    Notice,
    Presence,
)  # fmt: skip
from chat.rooms.verbs.halting import carry_on
from chat.rooms.verbs.own import refuse_over
from chat.schedule.models import Chat
from chat.schedule.verbs import held_chat
from foundation.errors import WrongState
from foundation.events import Event, record
from foundation.identifiers import new_id

Count = tuple[int, int]  # visitors in the room, moderators at the desk


async def announce(
    session: AsyncSession, chat_id: int, *, text: str, by: int, at: datetime
) -> Event:
    """Pin a notice to the room in place of the one before. Raises WrongState after the end."""
    chat, stream = await held_chat(session, chat_id)
    refuse_over(chat)
    carry_on(session, chat, stream, at=at)
    await take_down(session, chat, at=at)
    session.add(notice := Notice(id=new_id(), chat_id=chat.id, text=text, by=by, at=at))
    return record(session, stream, events.NOTICE, about=notice.id, by=by, at=at)


async def withdraw_notice(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Take the notice down. Raises WrongState when none stands."""
    chat, stream = await held_chat(session, chat_id)
    gone = await take_down(session, chat, at=at)
    if gone is None:
        raise WrongState("No notice stands in this room.")
    return record(session, stream, events.NOTICE_WITHDRAWN, about=gone, by=by, at=at)


async def take_down(session: AsyncSession, chat: Chat, *, at: datetime) -> str | None:
    standing = await queries.notice(session, chat.id)
    if standing is None:
        return None
    (await session.get_one(Notice, standing.id)).withdrawn_at = at
    return standing.id


async def count_present(
    session: AsyncSession, place: str, counts: Mapping[int, Count], *, at: datetime
) -> None:
    """Say how many this process has in each chat. No event: it is a passing remark."""
    for chat_id, (visitors, moderators) in counts.items():
        seen = {"moderated_at": at} if moderators else {}
        await session.merge(
            Presence(place=place, chat_id=chat_id, visitors=visitors, at=at, **seen)
        )
