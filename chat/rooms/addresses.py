"""Addresses under the key of the day: enough to limit a flood and to be known again today, and
useless tomorrow."""

from datetime import UTC, date

from sqlalchemy import select
from starlette.requests import HTTPConnection

from chat.rooms import verbs
from chat.rooms.models import DayKey
from foundation.database import Database
from foundation.identifiers import keyed
from foundation.web import ground


class Addresses:
    """Keeps today's key in memory; it stands in the database for all processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._today: tuple[date, str] | None = None

    async def of(self, connection: HTTPConnection) -> str:
        """The client's address, as it is known today.

        It takes the server's own key as well, so that neither a copy of the database nor that key
        alone brings an address back.
        """
        day = ground(connection).clock.now().astimezone(UTC).date()
        if self._today is None or self._today[0] != day:
            self._today = day, await self._key(day)
        host = connection.client.host if connection.client else ""
        return keyed(ground(connection).key, f"address {self._today[1]}", host)

    async def _key(self, day: date) -> str:
        async with self._database.reading() as session:
            found = await session.scalar(select(DayKey.key).where(DayKey.day == day))
        if found is not None:
            return found
        async with self._database.writing() as session:
            return await verbs.day_key(session, day)
