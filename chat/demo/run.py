"""`./webchat demo`: a whole evening in a throw-away folder, shown until Ctrl-C."""

import asyncio
import contextlib
import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator
from ipaddress import ip_address
from pathlib import Path

import structlog
from pydantic import SecretStr

from chat.app import build
from chat.commands.answers import fail
from chat.demo.cast import COLE, OFFICES, PASSWORD, SIMULATED_MODERATOR, STAFF, Member
from chat.demo.evenings import Addresses
from chat.demo.seed import seed
from chat.demo.straight import Straight
from foundation import server
from foundation.clock import SystemClock
from foundation.settings import ROOT, Settings

PORTS = 50  # that are tried, one after the other
SOCKETS = 500  # from one address: the whole crowd lives on this machine
FAREWELL = 5.0  # seconds the simulated people may take to go


def demo(*, port: int, host: str) -> None:
    """Seed a force, set people going, and serve until told to stop; then nothing is left of it.

    Reads no setting from anywhere and sends nothing to anyone. Ends with a sentence when the host
    is not this machine alone, or no port is free.
    """
    refuse_strangers(host)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with contextlib.ExitStack() as standing:
        standing.enter_context(ended_by_signals())
        folder = Path(standing.enter_context(tempfile.TemporaryDirectory(prefix="webchat-demo-")))
        listening = standing.enter_context(first_free(host, port))
        settings = throw_away(folder, host, listening.getsockname()[1])
        passwords = log_ins()
        chats = fill(folder, passwords)
        print(words(settings.public_url, chats), flush=True)
        app = build(settings)
        standing.enter_context(simulated_people(settings.public_url, chats, passwords))
        server.serve(app, sockets=[listening])


def refuse_strangers(host: str) -> None:
    """Everybody knows the demonstration's passwords, so nobody else may reach it."""
    with contextlib.suppress(ValueError):
        if host == "localhost" or ip_address(host).is_loopback:
            return
    fail("The demonstration listens on this machine alone: its passwords are known to everybody.")


@contextlib.contextmanager
def ended_by_signals() -> Generator[None]:
    """Leave in good order also when a terminal is closed or a supervisor says so."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def first_free(host: str, port: int) -> socket.socket:
    """A listening socket on that port, or on the next that is free."""
    host = "127.0.0.1" if host == "localhost" else host
    last = min(port + PORTS - 1, 65535)
    for candidate in range(port, last + 1) if port else [0]:
        with contextlib.suppress(OSError):
            return server.listen(host, candidate)
    fail(f"No port from {port} to {last} is free: choose another with --port.")


def throw_away(folder: Path, host: str, port: int) -> Settings:
    """Settings made here alone: neither the environment nor .env is asked for any."""
    return Settings(
        host="127.0.0.1" if host == "localhost" else host, port=port, data=folder, demo=True,
        secret_key=[SecretStr(secrets.token_urlsafe(48))], max_sockets_per_address=SOCKETS,
        log_level="warning",
    )  # fmt: skip


def log_ins() -> dict[str, str]:
    """One password for all but the simulated moderator, who must not be mistaken for a person."""
    return {member.email: PASSWORD for member in STAFF} | {
        SIMULATED_MODERATOR.email: secrets.token_urlsafe(24)
    }


def fill(folder: Path, passwords: dict[str, str]) -> Addresses:
    database = Straight(folder / "webchat.sqlite3")
    try:
        database.create()
        chats = asyncio.run(seed(database, at=SystemClock().now(), passwords=passwords))
        assert chats is not None
        return chats
    finally:
        database.close()


@contextlib.contextmanager
def simulated_people(url: str, chats: Addresses, passwords: dict[str, str]) -> Generator[None]:
    """A program of its own, ended by its id or with our end of its standard input.

    It may start before the server does: the listening socket keeps its requests. Ctrl-C does not
    reach it, so that the site goes first and nobody stumbles over it.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "chat.demo.people", "--url", url, "--chat", chats.live,
         "--chat", chats.closing],
        cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(json.dumps(passwords).encode() + b"\n")
    child.stdin.flush()
    try:
        yield
    finally:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(FAREWELL)
        child.kill()
        child.wait()
        child.stdin.close()


def words(url: str, chats: Addresses) -> str:
    """What whoever started it needs: where to look, and who to be."""
    people = [line(member) for member in (*OFFICES, COLE)]
    return f"""
A demonstration: the people in it and their words are made up.

  Home               {url}/
  The live chat      {url}/chats/{chats.live}
  Moderators' desk   {url}/staff/chats/{chats.live}
  Officers' desk     {url}/staff/chats/{chats.live}/panel

  Everybody's password is: {PASSWORD}

{chr(10).join(people)}

  Residents ask, and PC Adeyemi, PCSO Lewis and Jo Park of the council answer, all by themselves.
  Robin Hale moderates until you open the desk. Sgt Cole's seat on the panel is yours.
  Ctrl-C ends it, and nothing is kept.
"""


def line(member: Member) -> str:
    role = ", ".join(role.words for role in member.roles).partition(" or ")[0]
    return f"  {role:<35}{member.name:<15}{member.email}"
