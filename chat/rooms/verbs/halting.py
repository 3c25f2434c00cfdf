"""Halting a room: nothing new is asked, or shown, until somebody lets it carry on."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.schedule import events
from chat.schedule.models import Chat, Halt
from chat.schedule.verbs import held_chat
from foundation.events import Event, Stream, record


async def stop(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Take no new questions for now. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.stop()
    return record(session, stream, events.STOPPED, about=chat.slug, by=by, at=at)


async def take_again(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Take questions again. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.take_again()
    return record(session, stream, events.TAKES_AGAIN, about=chat.slug, by=by, at=at)


async def freeze(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Show nothing new anywhere until it is lifted. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.freeze()
    return record(session, stream, events.FROZEN, about=chat.slug, by=by, at=at)


async def pause(session: AsyncSession, chat_id: int, *, text: str, by: int, at: datetime) -> Event:
    """Show nothing new, take no questions, and tell the public why. Raises WrongState."""
    chat, stream = await held_chat(session, chat_id)
    chat.pause(text)
    return record(session, stream, events.PAUSED, about=chat.slug, by=by, at=at)


async def lift(session: AsyncSession, chat_id: int, *, by: int, at: datetime) -> Event:
    """Carry on. Raises WrongState when nothing is halted."""
    chat, stream = await held_chat(session, chat_id)
    chat.lift()
    return record(session, stream, events.LIFTED, about=chat.slug, by=by, at=at)


def carry_on(session: AsyncSession, chat: Chat, stream: Stream, *, at: datetime) -> None:
    """Before a moderator shows something: that they do says that one is there, whatever the desks'
    sockets tell. Raises WrongState while the room is halted for another reason."""
    if chat.halt is Halt.UNATTENDED:
        # Not noted as attended: a desk without a socket would be missed again at the next look.
        chat.lift()
        record(session, stream, events.ATTENDED, about=chat.slug, at=at)
    chat.refuse_halted()


async def attend(session: AsyncSession, chat_id: int, *, at: datetime) -> None:
    """A moderator is at the desk: a room that was halted for want of one carries on."""
    chat, stream = await held_chat(session, chat_id)
    if chat.attend():
        record(session, stream, events.ATTENDED, about=chat.slug, at=at)


async def leave(session: AsyncSession, chat_id: int, *, at: datetime) -> None:
    """The last moderator has gone: a room that is on halts itself."""
    chat, stream = await held_chat(session, chat_id)
    if chat.leave():
        record(session, stream, events.UNATTENDED, about=chat.slug, at=at)
