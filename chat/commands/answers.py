"""What every command shares: its settings, running one deed, and ending with a sentence."""

import asyncio
from collections.abc import Coroutine
from typing import NoReturn, TypeVar

import typer

from foundation import settings as setting
from foundation.errors import Refused

R = TypeVar("R")


def settings() -> setting.Settings:
    """The settings, or an end with a sentence that names the one that is wrong."""
    try:
        return setting.read()
    except setting.BadSettings as error:
        fail(str(error))


def fail(sentence: str) -> NoReturn:
    typer.echo(f"webchat: {sentence}", err=True)
    raise typer.Exit(1)


def run(deed: Coroutine[None, None, R]) -> R:
    """Run one deed to its end; a refusal becomes a sentence."""
    try:
        return asyncio.run(deed)
    except Refused as error:
        fail(error.sentence)
