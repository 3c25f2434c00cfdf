"""The library of approved lines: written by one, let in by another, retired and never deleted."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import ApprovedLine, LineWording, SaidState
from foundation.errors import NotFound
from foundation.events import Event, Kind, Stream, lock_named, record

STREAM = "lines"


@dataclass(frozen=True, slots=True)
class Draft:
    """A wording as it was typed and read."""

    title: str
    text: str
    link: str
    topic: str
    area_id: int | None


async def write_line(
    session: AsyncSession, line_id: int | None, *, draft: Draft, by: int, at: datetime
) -> Event:
    """Write a line, or put one in other words; it is offered once a second person lets it in.
    Raises NotFound."""
    stream = await lock_named(session, STREAM)
    if line_id is None:
        session.add(line := ApprovedLine())
        await session.flush()
    else:
        line = await line_of(session, line_id)
    for earlier in await wordings(session, line.id, SaidState.HELD):
        earlier.state = SaidState.REPLACED
    session.add(wording := LineWording(line_id=line.id, state=SaidState.HELD, by=by, at=at,
                                       **asdict(draft)))  # fmt: skip
    await session.flush()
    return noted(session, stream, events.LINE_WRITTEN, wording, by=by, at=at)


async def let_line_in(session: AsyncSession, wording_id: int, *, by: int, at: datetime) -> Event:
    """Offer a wording to all panels. Raises NotFound or WrongState, also for one's own."""
    stream = await lock_named(session, STREAM)
    wording = await wording_of(session, wording_id)
    wording.decide(SaidState.RELEASED, by=by, at=at)
    for earlier in await wordings(session, wording.line_id, SaidState.RELEASED):
        if earlier is not wording:
            earlier.state = SaidState.REPLACED
    return noted(session, stream, events.LINE_LET_IN, wording, by=by, at=at)


async def give_line_back(session: AsyncSession, wording_id: int, *, by: int, at: datetime) -> Event:
    """Do not offer a wording. Raises NotFound or WrongState, also for one's own."""
    stream = await lock_named(session, STREAM)
    wording = await wording_of(session, wording_id)
    wording.decide(SaidState.RETURNED, by=by, at=at)
    return noted(session, stream, events.LINE_RETURNED, wording, by=by, at=at)


async def retire_line(session: AsyncSession, line_id: int, *, by: int, at: datetime) -> Event:
    """Offer a line to nobody any more. Raises NotFound or WrongState."""
    stream = await lock_named(session, STREAM)
    (await line_of(session, line_id)).retire(at)
    return record(session, stream, events.LINE_RETIRED, about=str(line_id), by=by, at=at)


async def restore_line(session: AsyncSession, line_id: int, *, by: int, at: datetime) -> Event:
    """Offer a retired line again. Raises NotFound or WrongState."""
    stream = await lock_named(session, STREAM)
    (await line_of(session, line_id)).restore()
    return record(session, stream, events.LINE_RESTORED, about=str(line_id), by=by, at=at)


def noted(
    session: AsyncSession, stream: Stream, kind: Kind, wording: LineWording, *,
    by: int, at: datetime,
) -> Event:  # fmt: skip
    return record(session, stream, kind, about=str(wording.line_id), by=by, at=at,
                  particulars={"wording": wording.id})  # fmt: skip


async def line_of(session: AsyncSession, line_id: int) -> ApprovedLine:
    line = await session.get(ApprovedLine, line_id, populate_existing=True)
    if line is None:
        raise NotFound("There is no such line.")
    return line


async def wording_of(session: AsyncSession, wording_id: int) -> LineWording:
    wording = await session.get(LineWording, wording_id, populate_existing=True)
    if wording is None:
        raise NotFound("There is no such wording.")
    return wording


async def wordings(session: AsyncSession, line_id: int, state: SaidState) -> list[LineWording]:
    query = select(LineWording).where(LineWording.line_id == line_id, LineWording.state == state)
    return list(await session.scalars(query))
