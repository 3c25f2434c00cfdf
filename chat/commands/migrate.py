"""`./webchat migrate`: bring a database to the shape this program expects."""

import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.engine import make_url

import chat.app  # noqa: F401 - every room's tables are in the metadata once the roof is there
from foundation.database import Base
from foundation.settings import ROOT


def migrate(url: str) -> None:
    """Run what is missing, in order. Raises SQLAlchemy's OperationalError when
    it cannot connect."""
    command.upgrade(configuration(url), "head")


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
    engine = synchronous(url)
    try:
        with engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
        return now != ScriptDirectory.from_config(configuration(url)).get_current_head()
    finally:
        engine.dispose()


def empty(url: str) -> bool:
    """Whether there are no tables at all yet."""
    engine = synchronous(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def synchronous(url: str) -> Engine:
    return create_engine(make_url(url).set(drivername=driver(url)))


def driver(url: str) -> str:
    return "sqlite" if make_url(url).get_backend_name() == "sqlite" else "postgresql+psycopg"


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    plain = make_url(url).set(drivername=driver(url)).render_as_string(hide_password=False)
    config.set_main_option("sqlalchemy.url", plain.replace("%", "%%"))
    return config
