"""How migrations run: over one plain connection, with every room's tables known."""

from alembic import context
from sqlalchemy import create_engine, pool

import chat.app  # noqa: F401 - brings every room's tables into the metadata
from foundation.database import Base, Moment


def plain(kind: str, thing: object, _context: object) -> str | bool:
    """Write our own column type as what it is underneath: migrations outlive
    the program's names."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


url = context.config.get_main_option("sqlalchemy.url") or ""
engine = create_engine(url, poolclass=pool.NullPool)
with engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.commit()
    context.configure(
        connection=connection, target_metadata=Base.metadata, compare_type=True, render_item=plain,
        render_as_batch=connection.dialect.name == "sqlite",
    )  # fmt: skip
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
