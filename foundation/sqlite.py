"""SQLite for a program with one event loop: a statement runs where it is called, and only what
waits for the disk or for another program's lock goes to a thread.

A statement takes some 30 µs from the page cache. Handing each to a thread takes several turns of
the loop instead, and these are long while thousands are being written to.
"""

import asyncio
import sqlite3
from collections.abc import Callable

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import ConnectArgsType, DBAPIConnection, DBAPICursor
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool, PoolProxiedConnection
from sqlalchemy.util import await_

DRIVER = "sqlite+here"
BUSY_SECONDS = 5  # how long a writer waits for another program's lock on the file
BUSY_WAIT = f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}"
BUSY_FAIL = "PRAGMA busy_timeout=0"


class Cursor(sqlite3.Cursor):
    """One that AsyncSession takes for an asynchronous driver's."""

    async def _async_soft_close(self) -> None:
        """Nothing is left to be closed where rows are read."""


class Context(SQLiteExecutionContext):
    def create_default_cursor(self) -> DBAPICursor:
        return self._dbapi_connection.cursor(Cursor)


class Here(SQLiteDialect_pysqlite):
    """Python's own driver for AsyncSession; `writes` makes its transactions writing ones from the
    start.

    Not for AsyncConnection, which takes a statement that did not wait for a mistake.
    """

    driver = "here"
    is_async = True
    supports_statement_cache = True
    execution_ctx_cls = Context

    # SQLAlchemy passes on what it finds among the positional parameters.
    def __init__(self, writes: bool = True, **given: object) -> None:
        super().__init__(**given)  # ty: ignore[invalid-argument-type]
        self.writes = writes

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> ConnectArgsType:
        arguments, options = super().create_connect_args(url)
        return arguments, {**options, "isolation_level": None, "check_same_thread": False}

    def on_connect(self) -> Callable[[DBAPIConnection], None]:
        ours = [
            BUSY_WAIT, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
            "PRAGMA foreign_keys=ON", f"PRAGMA query_only={'OFF' if self.writes else 'ON'}",
            *([BUSY_FAIL] if self.writes else []),
        ]  # fmt: skip
        before = super().on_connect()

        def prepare(connection: DBAPIConnection) -> None:
            before(connection)
            run(connection, *ours)

        return prepare

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        if self.writes:
            begin_writing(dbapi_connection)
        else:
            run(dbapi_connection, "BEGIN")

    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        await_(apart(dbapi_connection.commit))


def begin_writing(connection: PoolProxiedConnection) -> None:
    """Take the file's lock; a deferred one lets two writers read the same row and loses an update.

    Raises sqlite3.OperationalError when another program keeps it for longer than BUSY_SECONDS.
    """
    try:
        run(connection, "BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    else:
        return
    try:
        await_(apart(run, connection, BUSY_WAIT, "BEGIN IMMEDIATE", BUSY_FAIL))
    except BaseException:
        # It may have the lock by now, or wait for the next one as if nothing were the matter.
        connection.rollback()
        run(connection, BUSY_FAIL)
        raise


def run(connection: DBAPIConnection | PoolProxiedConnection, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


async def apart(work: Callable[..., object], *arguments: object) -> None:
    """Run in a thread, and to its end even when cancelled: no connection is left in its midst."""
    running = asyncio.get_running_loop().run_in_executor(None, work, *arguments)
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise


registry.register("sqlite.here", __name__, Here.__name__)
