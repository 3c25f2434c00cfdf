"""`./webchat serve` and `./webchat work`: the server, and its jobs in a process of their own."""

import asyncio
import contextlib
import fcntl
import logging
import os
import sys
from collections.abc import Generator
from pathlib import Path

import structlog

from chat.app import build, timetable
from chat.commands.migrate import behind, empty, migrate
from foundation.clock import SystemClock
from foundation.database import Database
from foundation.jobs import work as keep_working
from foundation.server import serve as listen
from foundation.settings import Settings, unsafe, with_key


class CannotServe(Exception):
    """The server cannot start; the text says why and what to do."""


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises CannotServe or OSError (the address is taken)."""
    settings = with_key(settings)
    log_as_lines(settings)
    log = structlog.get_logger()
    with alone(settings):
        make_ready(settings)
        for sentence in unsafe(settings):
            log.warning("settings.unsafe", sentence=sentence)
        listen(build(settings), host=settings.host, port=settings.port,
               trusted_proxies=settings.trusted_proxies)  # fmt: skip


def work(settings: Settings) -> None:
    """Run the jobs until stopped, for a force whose servers are several. Raises CannotServe."""
    if settings.database.startswith("sqlite"):
        raise CannotServe("With SQLite the jobs run inside `serve`; `work` is for PostgreSQL.")
    log_as_lines(settings)
    make_ready(settings)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(keep_working(timetable(settings), Database(settings.database), SystemClock()))


def make_ready(settings: Settings) -> None:
    """A new database is filled with its tables; an old one is never changed unasked."""
    if empty(settings.database):
        migrate(settings.database)
    elif behind(settings.database):
        raise CannotServe("The database is older than this program: run `./webchat migrate` first.")


@contextlib.contextmanager
def alone(settings: Settings) -> Generator[None]:
    """Refuse a second server on the same SQLite file. Raises CannotServe."""
    if not settings.database.startswith("sqlite"):
        yield
        return
    path = Path(settings.database.removeprefix("sqlite+aiosqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{path}.lock", "w") as file:
        try:
            # The kernel lets go when the process ends, however it ends.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotServe(
                f"Another server uses {path.name} already. For several servers, use PostgreSQL."
            ) from None
        file.write(str(os.getpid()))
        file.flush()
        yield


def log_as_lines(settings: Settings) -> None:
    """One JSON line an event on standard error; nothing in it that a person wrote."""
    level = getattr(logging, settings.log_level.upper())
    logging.basicConfig(
        level=max(level, logging.WARNING), format="%(levelname)s %(name)s %(message)s"
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
