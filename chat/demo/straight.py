"""A database for one who works alone: the verbs run on it with no thread in between."""

import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.database import Base


class Writer(Protocol):
    """What seeding needs of a database; the server's own will do as well."""

    def writing(self) -> contextlib.AbstractAsyncContextManager[AsyncSession]: ...


class Straight:
    """A new SQLite file that nobody else has open.

    The server's driver hands each of some ten thousand steps to a thread and back, so that others
    are served meanwhile. Before there are others it only costs time: this halves the seeding.
    """

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(f"sqlite:///{path}")
        prepare(self._engine)

    def create(self) -> None:
        """Make every table."""
        Base.metadata.create_all(self._engine)

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncSession]:
        """A transaction that commits when the block ends well."""
        async with AsyncSession(expire_on_commit=False) as session:
            session.sync_session.bind = self._engine
            async with session.begin():
                yield session

    def close(self) -> None:
        self._engine.dispose()


def prepare(engine: Engine) -> None:
    """As the server's own connections, except that nothing here is worth a sync of the disk."""

    @event.listens_for(engine, "connect")
    def pragmas(connection, _record) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
