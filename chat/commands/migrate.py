"""`./webchat migrate`: bring a database to the shape this program expects."""

import os
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

import chat.app  # noqa: F401 - every room's tables are in the metadata once the roof is there
from chat.commands.answers import CannotGoOn
from foundation.database import Base, sqlite_file
from foundation.settings import ROOT


class DatabaseAway(CannotGoOn):
    """The database cannot be used; the text says which and why, and never holds the password."""


def migrate(url: str) -> None:
    """Run what is missing, in order. Raises DatabaseAway."""
    knock(url)
    try:
        command.upgrade(configuration(url), "head")
    except CommandError as error:
        sentence = f"The database is not of this version or an older one: {error}."
        raise DatabaseAway(sentence) from None


def knock(url: str) -> None:
    """Make sure that somebody answers; a SQLite file is made if need be. Raises DatabaseAway."""
    born_private(url)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA schema_version")
    except DBAPIError as error:
        raise DatabaseAway(words(engine.url, str(error.orig))) from None
    finally:
        engine.dispose()


def born_private(url: str) -> None:
    """Make a SQLite file that only its owner reads; SQLite gives its -wal and -shm the same mode.

    Raises DatabaseAway.
    """
    path = sqlite_file(url)
    if path is None:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseAway(f"The database {path} cannot be opened ({error.strerror}).") from None


def words(url: URL, said: str) -> str:
    """One sentence for what the driver says in several lines."""
    if url.get_backend_name() == "sqlite":
        return f"The database {url.database} cannot be used ({said})."
    lines = [line for line in said.splitlines() if "failed: " in line] or said.splitlines()
    why = lines[-1].rpartition("failed: ")[2].removeprefix("FATAL:").strip()
    if url.password:
        why = why.replace(url.password, "…")
    where = f"{url.host}:{url.port or 5432}" if url.host else "this machine's own socket"
    state = "does not let us in" if "FATAL:" in said else "does not answer"
    return f"The database at {where} {state} ({why})."


def drift() -> list[str]:
    """How the tables that the migrations make differ from the models; nothing when they match."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'drift.sqlite3'}"
        migrate(url)
        engine = create_engine(url)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            found = compare_metadata(context, Base.metadata)
        engine.dispose()
    return [str(difference) for difference in found]


def behind(url: str) -> bool:
    """Whether the database waits for `migrate`."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
        return now != ScriptDirectory.from_config(configuration(url)).get_current_head()
    finally:
        engine.dispose()


def empty(url: str) -> bool:
    """Whether there are no tables at all yet."""
    engine = create_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
