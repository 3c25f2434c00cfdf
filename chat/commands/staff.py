"""`./webchat staff`: the people who may sign in, from the machine itself."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from chat.commands.answers import run, settings
from foundation.clock import Clock, SystemClock
from foundation.database import Database
from foundation.staff.roles import Role

app = typer.Typer(no_args_is_help=True, help="The people who may sign in, and their roles.")
Email = Annotated[str, typer.Argument(help="Their e-mail address.")]
Deed = Callable[[Database, Clock], Awaitable[str]]


def do(deed: Deed) -> None:
    """Do a deed on the force's database, made ready first, and print what it says."""

    async def done() -> str:
        from chat.commands.serve import make_ready

        given = settings()
        given.data.mkdir(parents=True, exist_ok=True)
        make_ready(given)
        database = Database(given.database)
        try:
            return await deed(database, SystemClock())
        finally:
            await database.close()

    typer.echo(run(done()))


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    role: Annotated[list[Role], typer.Option(help="One or several; repeat the option.")],
    rank: Annotated[str, typer.Option(help="Such as Sgt or PC; may stay empty.")] = "",
    organisation: Annotated[str | None, typer.Option(help="A partner's; else the force.")] = None,
) -> None:
    """Add somebody; prints the code with which they sign in once and choose a password."""
    from foundation.staff import command

    do(lambda database, clock: command.add(database, clock, name=name, email=email, roles=role,
                                           rank=rank, organisation=organisation))  # fmt: skip


@app.command()
def disable(email: Email) -> None:
    """Let somebody in no more, and end their sessions at once."""
    from foundation.staff import command

    do(lambda database, clock: command.disable(database, clock, email=email))


@app.command()
def reset(email: Email) -> None:
    """Give somebody a code to choose a new password with; prints it."""
    from foundation.staff import command

    do(lambda database, clock: command.reset(database, clock, email=email))


@app.command()
def grant(email: Email, role: Annotated[Role, typer.Argument(help="The role to give.")]) -> None:
    """Give somebody one more role."""
    from foundation.staff import command

    do(lambda database, clock: command.grant(database, clock, email=email, role_name=role))


@app.command()
def revoke(email: Email, role: Annotated[Role, typer.Argument(help="The role to take.")]) -> None:
    """Take one role away, at once."""
    from foundation.staff import command

    do(lambda database, clock: command.revoke(database, clock, email=email, role_name=role))


@app.command(name="list")
def everyone() -> None:
    """One line a person: address, title, roles, and whether they can sign in."""
    from foundation.staff import command

    async def listed(database: Database, clock: Clock) -> str:
        lines = await command.list_people(database)
        return "\n".join(lines) or "Nobody yet: add the first with `./webchat staff add`."

    do(listed)
