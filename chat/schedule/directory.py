"""Which stream belongs to which address; it never changes, so it is looked up once."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.schedule.models import Area, Chat, District, Seat, Team
from foundation.database import Database
from foundation.errors import NotFound
from foundation.keeping import Kept
from foundation.staff.models import Person

PANEL_FRESH = 10.0  # seconds for which the names on a panel are not looked up again


@dataclass(frozen=True, slots=True)
class Entry:
    slug: str
    chat_id: int
    stream_id: int


class Directory:
    """Chats by address and by stream, kept in memory: ten thousand joins must not cost as many
    reads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_slug: dict[str, Entry] = {}
        self._by_stream: dict[int, Entry] = {}
        self._panels = Kept(self._panel, fresh=PANEL_FRESH)

    async def at(self, slug: str) -> Entry:
        """The entry of a chat. Raises NotFound."""
        if slug not in self._by_slug:
            await self._look_up(slug=slug)
        return self._by_slug[slug]

    async def of(self, stream_id: int) -> Entry | None:
        """The chat whose stream this is; None for streams that are no chat's."""
        if stream_id not in self._by_stream:
            try:
                await self._look_up(stream_id=stream_id)
            except NotFound:
                return None
        return self._by_stream[stream_id]

    async def panel(self, entry: Entry) -> tuple[str, ...]:
        """Whatever a chat's panel goes by, which visitors may not; at most ten seconds old."""
        return await self._panels.of(entry.chat_id)

    async def _panel(self, chat_id: int) -> tuple[str, ...]:
        async with self._database.reading() as session:
            return await going_by(session, chat_id)

    async def _look_up(self, **by: str | int) -> None:
        query = select(Chat.slug, Chat.id, Chat.stream_id).filter_by(**by)
        async with self._database.reading() as session:
            row = (await session.execute(query)).one_or_none()
        if row is None:
            raise NotFound("There is no chat at this address.")
        entry = Entry(row.slug, row.id, row.stream_id)
        self._by_slug[entry.slug] = self._by_stream[entry.stream_id] = entry


async def going_by(session: AsyncSession, chat_id: int) -> tuple[str, ...]:
    """The names shown for a panel, its people's own, their teams and organisations, and the chat's
    places."""
    query = (
        select(Seat.name, Person.name, Seat.role, Seat.organisation,
               Team.name, Area.name + " team", District.name + " team")
        .select_from(Chat)
        .outerjoin(Seat, Seat.chat_id == Chat.id)
        .outerjoin(Person, Person.id == Seat.person_id)
        .outerjoin(Area, Area.id == Chat.area_id)
        .outerjoin(District, District.id == Area.district_id)
        .outerjoin(Team, Team.area_id == Area.id)
        .where(Chat.id == chat_id)
    )  # fmt: skip
    rows = await session.execute(query)
    return tuple(dict.fromkeys(name for row in rows for name in row if name))
