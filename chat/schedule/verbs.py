"""Putting chats in the diary, seating panels, and the deeds that move a chat's hours."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.schedule import events, queries
from chat.schedule.models import OVER, Area, Chat, ChatKind, ChatState, Seat, Statement
from foundation.clock import stamp
from foundation.errors import Invalid, NotFound, WrongState
from foundation.events import START, Event, Stream, lock, lock_named, record
from foundation.identifiers import new_id

LOBBY = timedelta(days=3)  # how long before the start questions can be left
STATEMENTS = "statements"  # the stream of what is pinned in every room
DRAIN = timedelta(minutes=10)  # how long after the end the last answers may take


async def schedule(
    session: AsyncSession, slug: str, *,
    title: str, kind: ChatKind, opens_at: datetime, closes_at: datetime, at: datetime,
    by: int | None = None, area: Area | None = None, about: str = "", direct: bool = False,
    lobby: timedelta = LOBBY,
) -> Chat:  # fmt: skip
    """Put a chat in the diary. Raises Invalid when it would end before it starts, or the slug is
    taken."""
    if closes_at <= opens_at:
        raise Invalid("A chat ends after it starts.", field="closes_at")
    if await session.scalar(select(Chat.id).where(Chat.slug == slug)):
        raise Invalid("There is a chat at that address already.", field="slug")
    stream = Stream(name=f"chat:{slug}", last_seq=0, head=START, epoch=new_id())
    session.add(stream)
    await session.flush()
    chat = Chat(
        slug=slug, title=title, about=about, kind=kind, area_id=area.id if area else None,
        stream_id=stream.id, state=ChatState.ANNOUNCED, direct=direct, lobby_at=opens_at - lobby,
        opens_at=opens_at, closes_at=closes_at, ends_at=closes_at + DRAIN,
    )  # fmt: skip
    session.add(chat)
    await session.flush()
    record(session, stream, events.SCHEDULED, about=slug, by=by, at=at)
    return chat


async def seat(
    session: AsyncSession, chat: Chat, *,
    person_id: int, name: str, role: str, at: datetime,
    organisation: str | None = None, by: int | None = None,
) -> Seat:  # fmt: skip
    """Give a person a place on the panel, under the name the public will see."""
    stream = await lock(session, chat.stream_id)
    taken = (await session.scalars(select(Seat.id).where(Seat.chat_id == chat.id))).all()
    place = Seat(chat_id=chat.id, person_id=person_id, name=name, role=role,
                 organisation=organisation, place=len(taken))  # fmt: skip
    session.add(place)
    record(
        session, stream, events.SEATED, about=chat.slug, by=by, at=at, particulars={"seat": name}
    )
    return place


def turned(
    session: AsyncSession, stream: Stream, chat: Chat, *, at: datetime, by: int | None = None
) -> Event:
    """Record that a chat's hours moved on; the caller holds the stream."""
    return record(session, stream, events.TURNED, about=chat.slug, by=by, at=at,
           particulars={"state": chat.state.value})  # fmt: skip


async def held_chat(session: AsyncSession, chat_id: int) -> tuple[Chat, Stream]:
    """The chat as it stands with its stream locked: the first step of every deed on it. Raises
    NotFound."""
    stream_id = await session.scalar(select(Chat.stream_id).where(Chat.id == chat_id))
    if stream_id is None:
        raise NotFound("There is no such chat.")
    stream = await lock(session, stream_id)
    return await session.get_one(Chat, chat_id, populate_existing=True), stream


async def extend(
    session: AsyncSession, chat_id: int, *, minutes: int, by: int, at: datetime
) -> Event:
    """Stay live for so many minutes more. Raises WrongState or Invalid."""
    chat, stream = await held_chat(session, chat_id)
    chat.extend(chat.closes_at + timedelta(minutes=minutes))
    return record(session, stream, events.EXTENDED, about=chat.slug, by=by, at=at,
           particulars={"closes_at": stamp(chat.closes_at)})  # fmt: skip


async def aim(
    session: AsyncSession, chat_id: int, *, usual: int, longest: int, by: int, at: datetime
) -> Event:
    """Set how long a held question may wait, in seconds. Raises Invalid."""
    chat, stream = await held_chat(session, chat_id)
    chat.aim(usual, longest)
    return record(session, stream, events.AIMED, about=chat.slug, by=by, at=at,
           particulars={"usual": usual, "longest": longest})  # fmt: skip


async def pin(session: AsyncSession, *, text: str, by: int, at: datetime) -> list[Event]:
    """Pin a statement in every room that is not over, in place of the one before: one event in each
    room's stream."""
    streams = await held_rooms(session)
    if standing := await queries.statement(session):
        standing.withdrawn_at = at
    session.add(pinned := Statement(id=new_id(), text=text, by=by, at=at))
    return [record(session, one, events.PINNED, about=pinned.id, by=by, at=at) for one in streams]


async def unpin(session: AsyncSession, *, by: int, at: datetime) -> list[Event]:
    """Take the statement down everywhere. Raises WrongState when none stands."""
    streams = await held_rooms(session)
    standing = await queries.statement(session)
    if standing is None:
        raise WrongState("No statement stands in the rooms.")
    standing.withdrawn_at = at
    return [
        record(session, one, events.UNPINNED, about=standing.id, by=by, at=at) for one in streams
    ]


async def held_rooms(session: AsyncSession) -> list[Stream]:
    """The statements' own stream and those of all rooms that are not over, locked.

    Always the statements' first and then by number, as whoever locks several does: two who took
    them in other orders would wait for each other for ever.
    """
    own = await lock_named(session, STATEMENTS)
    query = select(Chat.stream_id).where(Chat.state.not_in(OVER)).order_by(Chat.stream_id)
    return [own, *[await lock(session, one) for one in (await session.scalars(query)).all()]]


async def pace(
    session: AsyncSession, chat_id: int, *,
    slow: int, most: int, each: int, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Set how fast questions may come. Raises Invalid, or WrongState after the end."""
    chat, stream = await held_chat(session, chat_id)
    if chat.state in OVER:
        raise WrongState("The chat has ended.", state=chat.state)
    chat.set_pace(slow=slow, most=most, each=each)
    return record(session, stream, events.PACED, about=chat.slug, by=by, at=at,
           particulars={"slow": slow, "most": most, "each": each})  # fmt: skip


async def cancel(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Never hold a chat that has not begun. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.cancel()
    return record(session, stream, events.CANCELLED, about=chat.slug, by=by, at=at)
