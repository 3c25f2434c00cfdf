"""Crew notes as the desk reads them: what moderators leave for one another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import Acknowledgement, CrewNote
from chat.rooms.models import Answer, Question, Revision
from chat.schedule.models import Seat
from foundation.clock import stamp
from foundation.staff.models import Person

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """Who has read a note, and when."""

    by: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """One note, with whoever has seen it."""

    id: str
    text: str
    by: int
    author: str
    at: datetime
    about: str | None  # an item's id
    about_name: str  # whose that item is
    seen: tuple[Seen, ...]

    @property
    def order(self) -> str:
        return f"{stamp(self.at)}.{self.id}"

    def waits_for(self, person_id: int) -> bool:
        """Whether this colleague has yet to acknowledge it."""
        return person_id != self.by and all(one.by != person_id for one in self.seen)


STANDING = (
    select(CrewNote, Person.name)
    .join(Person, Person.id == CrewNote.by)
    .where(CrewNote.withdrawn_at.is_(None))
    .order_by(CrewNote.at.desc(), CrewNote.id.desc())
)


async def notes(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[Note, ...]:
    """The notes that stand at a chat's desk, newest first."""
    query = STANDING.where(CrewNote.chat_id == chat_id)
    return await gathered(session, query if ids is None else query.where(CrewNote.id.in_(ids)))


async def notes_on(session: AsyncSession, item_id: str) -> tuple[Note, ...]:
    """Those about one question or answer."""
    return await gathered(session, STANDING.where(CrewNote.about == item_id))


async def gathered(session: AsyncSession, query: Select[CrewNote, str]) -> tuple[Note, ...]:
    rows = (await session.execute(query)).all()
    seen = await acknowledged(session, [note.id for note, _ in rows])
    whose = await askers(session, {note.about for note, _ in rows if note.about})
    return tuple(
        Note(id=note.id, text=note.text, by=note.by, author=author, at=note.at, about=note.about,
             about_name=whose.get(note.about or "", ""), seen=tuple(seen.get(note.id, ())))
        for note, author in rows
    )  # fmt: skip


def handed_over(found: Sequence[Note], person_id: int) -> tuple[Note, ...]:
    """The same for whoever comes to the desk: first what they have not acknowledged."""
    return tuple(sorted(found, key=lambda note: not note.waits_for(person_id)))


async def acknowledged(session: AsyncSession, ids: Sequence[str]) -> dict[str, list[Seen]]:
    """Who has seen which of these notes, in the order they did."""
    query = (
        select(Acknowledgement, Person.name)
        .join(Person, Person.id == Acknowledgement.by)
        .where(Acknowledgement.note_id.in_(ids))
        .order_by(Acknowledgement.at, Acknowledgement.by)
    )
    found: dict[str, list[Seen]] = {}
    for one, name in await session.execute(query) if ids else ():
        found.setdefault(one.note_id, []).append(Seen(one.by, name, one.at))
    return found


async def askers(session: AsyncSession, items: Collection[str]) -> dict[str, str]:
    """Whose these questions and answers are, by name."""
    if not items:
        return {}
    asked = (
        select(Question.id, Revision.name)
        .join(Revision, Revision.id == Question.version)
        .where(Question.id.in_(items))
    )
    answered = (
        select(Answer.id, Seat.name).join(Seat, Seat.id == Answer.seat_id).where(
            Answer.id.in_(items))
    )  # fmt: skip
    rows = [*(await session.execute(asked)).all(), *(await session.execute(answered)).all()]
    return {item: name for item, name in rows}
