"""Notes among the crew of a desk: written, acknowledged, taken back; never told to anybody else."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import events
from chat.moderation.models import Acknowledgement, CrewNote
from chat.rooms.models import Answer, Question
from chat.schedule.verbs import held_chat
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id

NO_SUCH = "There is no such note."


async def write_note(
    session: AsyncSession, chat_id: int, *, text: str, about: str | None, by: int, at: datetime
) -> Event:
    """Leave a note at a chat's desk, perhaps about one of its items. Raises NotFound."""
    chat, stream = await held_chat(session, chat_id)
    if about is not None and not await is_here(session, chat.id, about):
        raise NotFound("There is no such question or answer in this chat.")
    note = CrewNote(id=new_id(), chat_id=chat.id, about=about, text=text, by=by, at=at)
    session.add(note)
    return record(session, stream, events.NOTED, about=note.id, by=by, at=at,
                  particulars={"item": about})  # fmt: skip


async def acknowledge_note(session: AsyncSession, note_id: str, *, by: int, at: datetime) -> Event:
    """Say that one has read a colleague's note. Raises NotFound or WrongState."""
    note, stream = await held_note(session, note_id)
    if await session.get(Acknowledgement, (note.id, by)):
        raise WrongState("You have acknowledged this note already.")
    session.add(note.acknowledge(by, at))
    return record(session, stream, events.ACKNOWLEDGED, about=note.id, by=by, at=at)


async def withdraw_note(session: AsyncSession, note_id: str, *, by: int, at: datetime) -> Event:
    """Take one's own note back; its words are kept nowhere. Raises NotFound or WrongState."""
    note, stream = await held_note(session, note_id)
    note.withdraw(by, at)
    return record(session, stream, events.UNSAID, about=note.id, by=by, at=at)


async def held_note(session: AsyncSession, note_id: str) -> tuple[CrewNote, Stream]:
    """The note as it stands, with its chat's stream locked. Raises NotFound."""
    chat_id = await session.scalar(select(CrewNote.chat_id).where(CrewNote.id == note_id))
    if chat_id is None:
        raise NotFound(NO_SUCH)
    _, stream = await held_chat(session, chat_id)
    return await session.get_one(CrewNote, note_id, populate_existing=True), stream


async def is_here(session: AsyncSession, chat_id: int, item_id: str) -> bool:
    """Whether a question or answer of that id is this chat's."""
    for table in (Question, Answer):
        query = select(table.id).where(table.id == item_id, table.chat_id == chat_id)
        if await session.scalar(query):
            return True
    return False
