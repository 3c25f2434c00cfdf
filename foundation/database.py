"""The database: SQLite by default, PostgreSQL past one machine; one way to read and
one to write."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlalchemy import DateTime, Dialect, Enum, MetaData, String, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from foundation.sqlite import BUSY_SECONDS, DRIVER

CHANNEL = "webchat"  # PostgreSQL's LISTEN/NOTIFY channel
READERS = 4
NUDGES = "nudges"  # key in session.info: streams that this transaction writes to

E = TypeVar("E", bound=StrEnum)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite would hand back a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[E]) -> Enum:
    """A column of one enum, stored by its value and readable without this program."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda e: [m.value for m in e])


identifier = String(16)


class Database:
    """Sessions that read and sessions that write; `on_commit` hears of every stream written to."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            self.url = self.url.set(drivername=DRIVER)
        self.on_commit: list[Callable[[int], None]] = []
        self.writer = self._engine(writes=True)
        self.reader = self._engine(writes=False) if self.sqlite else self.writer
        self._write = async_sessionmaker(self.writer, expire_on_commit=False)
        self._read = async_sessionmaker(self.reader, expire_on_commit=False)

    def _engine(self, *, writes: bool) -> AsyncEngine:
        # hide_parameters: an error's text must not carry what a person wrote into the log.
        if not self.sqlite:
            return create_async_engine(
                self.url, pool_size=10, max_overflow=0, pool_timeout=BUSY_SECONDS,
                pool_pre_ping=True, hide_parameters=True,
            )  # fmt: skip
        # One writing connection a process: two that checkpoint at the wrong moment can corrupt a
        # WAL before SQLite 3.51.3, and readers never checkpoint.
        return create_async_engine(
            self.url, writes=writes, pool_size=1 if writes else READERS, max_overflow=0,
            pool_timeout=BUSY_SECONDS, hide_parameters=True,
        )  # fmt: skip

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        """A session that can only read, and sees one moment of the database throughout."""
        async with self._read() as session:
            if not self.sqlite:
                await session.connection(
                    execution_options={
                        "postgresql_readonly": True,
                        "isolation_level": "REPEATABLE READ",
                    }
                )
            yield session

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncSession]:
        """A transaction that commits when the block ends well, and then nudges whoever watches."""
        async with self._write() as session:
            async with session.begin():
                yield session
                await session.flush()
                if not self.sqlite:
                    await self._notify(session)
            self._nudge(session)

    async def _notify(self, session: AsyncSession) -> None:
        # Sent inside the transaction, so a notification can never outrun its commit.
        for stream in sorted(session.info.get(NUDGES, ())):
            await session.execute(
                text("SELECT pg_notify(:channel, :stream)"),
                {"channel": CHANNEL, "stream": str(stream)},
            )

    def _nudge(self, session: AsyncSession) -> None:
        for stream in sorted(session.info.pop(NUDGES, ())):
            for nudge in self.on_commit:
                nudge(stream)

    async def create(self) -> None:
        """Make every table at once, for tests and the demo; `migrate` is the way for
        a live force."""
        async with self.writer.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def close(self) -> None:
        if self.sqlite:
            # before the writer, so that the writer makes the last checkpoint
            await self.reader.dispose()
        await self.writer.dispose()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL."""
    parts = make_url(url)
    file = parts.database if parts.get_backend_name() == "sqlite" else None
    return Path(file) if file else None


async def listen(database: Database, heard: Callable[[int], None]) -> None:
    """Hear PostgreSQL's notifications until cancelled; what is missed meanwhile, the hub's poll
    finds."""
    import psycopg

    dsn = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                async for notice in connection.notifies():
                    heard(int(notice.payload))
        except psycopg.OperationalError:
            await asyncio.sleep(1)
