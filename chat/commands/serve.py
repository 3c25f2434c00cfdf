"""`./webchat serve` and `./webchat work`: the server, and its jobs in a process of their own."""

import asyncio
import contextlib
import errno
import fcntl
import logging
import os
import signal
import socket
import sys
from collections.abc import Generator

import structlog

from chat.app import build, timetable
from chat.commands.answers import CannotGoOn
from chat.commands.migrate import behind, empty, knock, migrate
from foundation import server
from foundation.clock import SystemClock
from foundation.database import Database, sqlite_file
from foundation.jobs import work as keep_working
from foundation.settings import Settings, unsafe, with_key


class CannotServe(CannotGoOn):
    """The server cannot start; the text says why and what to do."""


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises CannotGoOn."""
    settings = with_key(settings)
    log_as_lines(settings)
    log = structlog.get_logger()
    with alone(settings):
        make_ready(settings)
        for sentence in unsafe(settings):
            log.warning("settings.unsafe", sentence=sentence)
        app = build(settings)
        with listening(settings) as found:
            server.serve(app, sockets=[found], trusted_proxies=settings.trusted_proxies)


def listening(settings: Settings) -> socket.socket:
    """A socket on the address that is set. Raises CannotServe."""
    where = f"{settings.host}:{settings.port}"
    try:
        return server.listen(settings.host, settings.port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"{where} is taken by another program; WEBCHAT_PORT chooses another port."
        else:
            sentence = (f"{where} cannot be listened on ({error.strerror}); WEBCHAT_HOST and "
                        "WEBCHAT_PORT choose another address.")  # fmt: skip
        raise CannotServe(sentence) from None


def work(settings: Settings) -> None:
    """Run the jobs until stopped, for a force whose servers are several. Raises CannotGoOn."""
    if settings.database.startswith("sqlite"):
        raise CannotServe("With SQLite the jobs run inside `serve`; `work` is for PostgreSQL.")
    log_as_lines(settings)
    make_ready(settings)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(keep_working(timetable(settings), Database(settings.database), SystemClock()))


def make_ready(settings: Settings) -> None:
    """A new database is filled with its tables; an old one is never changed unasked.

    Raises CannotGoOn.
    """
    knock(settings.database)
    if empty(settings.database):
        migrate(settings.database)
    elif behind(settings.database):
        raise CannotServe("The database is older than this program: run `./webchat migrate` first.")


@contextlib.contextmanager
def alone(settings: Settings) -> Generator[None]:
    """Refuse a second server on the same SQLite file. Raises CannotServe."""
    path = sqlite_file(settings.database)
    if path is None:
        yield
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
        cache_logger_on_first_use=True,
    )
