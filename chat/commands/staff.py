"""`./webchat staff`: the people who may sign in, from the machine itself."""

import contextlib
from collections.abc import AsyncGenerator
from typing import Annotated

import typer

from chat.commands.answers import run, settings
from foundation.clock import SystemClock
from foundation.database import Database
from foundation.staff import command
from foundation.staff.roles import Role

app = typer.Typer(
    no_args_is_help=True, help="Add, disable, reset and list the people who may sign in."
)
Email = Annotated[str, typer.Argument(help="Their e-mail address.")]


@contextlib.asynccontextmanager
async def opened() -> AsyncGenerator[Database]:
    """The force's database, with its tables there."""
    from chat.commands.serve import make_ready

    given = settings()
    given.data.mkdir(parents=True, exist_ok=True)
    make_ready(given)
    database = Database(given.database)
    try:
        yield database
    finally:
        await database.close()


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    role: Annotated[list[Role], typer.Option(help="One or several; repeat the option.")],
    rank: Annotated[str, typer.Option(help="Such as Sgt or PC; may stay empty.")] = "",
    organisation: Annotated[
        str | None, typer.Option(help="A partner's; the force otherwise.")
    ] = None,
) -> None:
    """Add somebody; prints the code with which they sign in once and choose a password."""

    async def deed() -> str:
        async with opened() as database:
            return await command.add(database, SystemClock(), name=name, email=email, roles=role,
                                     rank=rank, organisation=organisation)  # fmt: skip

    typer.echo(run(deed()))


@app.command()
def disable(email: Email) -> None:
    """Let somebody in no more, and end their sessions at once."""

    async def deed() -> str:
        async with opened() as database:
            return await command.disable(database, SystemClock(), email=email)

    typer.echo(run(deed()))


@app.command()
def reset(email: Email) -> None:
    """Give somebody a code to choose a new password with; prints it."""

    async def deed() -> str:
        async with opened() as database:
            return await command.reset(database, SystemClock(), email=email)

    typer.echo(run(deed()))


@app.command(name="list")
def everyone() -> None:
    """One line a person: address, title, roles, and whether they can sign in."""

    async def deed() -> list[str]:
        async with opened() as database:
            return await command.list_people(database)

    typer.echo("\n".join(run(deed()) or ["Nobody yet: add the first with `./webchat staff add`."]))
