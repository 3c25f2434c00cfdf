"""What every command shares: its settings, running one deed, and ending with a sentence."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Coroutine, Generator
from typing import NoReturn, TypeVar

import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from typer._click.exceptions import UsageError

from foundation import settings as setting
from foundation.errors import Refused

R = TypeVar("R")


class CannotGoOn(Exception):
    """A command cannot do what it is for; the text says why and what to do."""


def settings() -> setting.Settings:
    """The settings, or an end with a sentence that names the one that is wrong."""
    try:
        given = setting.read()
    except setting.BadSettings as error:
        fail(str(error))
    for sentence in setting.unknown():
        say(sentence)
    return given


def say(sentences: str) -> None:
    for sentence in sentences.splitlines():
        typer.echo(f"webchat: {sentence}", err=True)


def fail(sentences: str) -> NoReturn:
    say(sentences)
    raise typer.Exit(1)


def run(deed: Coroutine[None, None, R]) -> R:
    """Run one deed to its end; a refusal becomes a sentence."""
    try:
        return asyncio.run(deed)
    except Refused as error:
        fail(error.sentence)


@contextlib.contextmanager
def in_sentences() -> Generator[None]:
    """Around the whole command line: what a person or their machine got wrong is told in a
    sentence; a trace is left for our own mistakes."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except UsageError as error:
        if isinstance(error.__cause__, ValidationError):
            error.message = setting.words(error.__cause__.errors()[0])
        error.show()
        sys.exit(error.exit_code)
    except (CannotGoOn, setting.BadSettings) as error:
        end(str(error))
    except OperationalError as error:
        end(f"The database cannot be used: {error.orig}.")
    except BrokenPipeError:
        end("")
    except OSError as error:
        deed = f"{error.filename} cannot be used" if error.filename else "Writing failed"
        end(f"{deed} ({error.strerror or error}).")


def end(sentences: str) -> NoReturn:
    # What could not be written would be tried again on the way out, and complained of.
    with contextlib.suppress(OSError):
        stdout = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)
    with contextlib.suppress(OSError):
        say(sentences)
    sys.exit(1)
