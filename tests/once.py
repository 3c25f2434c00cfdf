"""What every house needs and all can share: made once for a worker, not anew for each house."""

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine

from foundation.database import Database

COMPILED: dict[object, object] = {}  # statements, as SQLAlchemy keeps them
DIALECTS: dict[tuple[type[Dialect], bool], Dialect] = {}


def share_statements(database: Database) -> None:
    """Let it take what others have compiled, as a server does that has run for a minute; under a
    dialect of its own it would find nothing."""
    share_dialect(database.reader, writes=False)
    share_dialect(database.writer, writes=True)
    for engine in (database.reader, database.writer):
        engine.update_execution_options(compiled_cache=COMPILED)


def share_dialect(engine: AsyncEngine, *, writes: bool) -> None:
    own = engine.sync_engine.dialect
    engine.sync_engine.dialect = DIALECTS.setdefault((type(own), writes), own)
