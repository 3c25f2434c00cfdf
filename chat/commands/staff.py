"""`./webchat staff`: the people who may sign in, from the machine itself."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Protocol

import typer

from chat.commands.answers import run, settings
from foundation.clock import Clock, SystemClock
from foundation.database import Database
from foundation.settings import make_folder
from foundation.staff.roles import Role

app = typer.Typer(no_args_is_help=True, help="The people who may sign in, and their roles.")
Email = Annotated[str, typer.Argument(help="Their e-mail address.")]
Bare = Annotated[Role | None, typer.Argument(metavar="ROLE", help="The same as --role ROLE.")]
Several = Annotated[list[Role] | None, typer.Option(help="One or several; repeat the option.")]
Deed = Callable[[Database, Clock], Awaitable[str]]


class Change(Protocol):
    """What gives a role or takes it."""

    async def __call__(
        self, database: Database, clock: Clock, *, email: str, role_name: str
    ) -> str: ...


def do(deed: Deed) -> None:
    """Do a deed on the force's database, made ready first, and print what it says."""

    async def done() -> str:
        from chat.commands.serve import make_ready

        given = settings()
        make_folder(given)
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
    """Add somebody, and print their one-time code.

    With the code they sign in once and choose a password.
    """
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
def grant(email: Email, bare: Bare = None, role: Several = None) -> None:
    """Give somebody one more role, or several."""
    from foundation.staff import command

    change_roles(command.grant, email=email, roles=chosen(bare, role))


@app.command()
def revoke(email: Email, bare: Bare = None, role: Several = None) -> None:
    """Take one role or several away, at once."""
    from foundation.staff import command

    change_roles(command.revoke, email=email, roles=chosen(bare, role))


def chosen(bare: Role | None, several: list[Role] | None) -> list[Role]:
    """The roles, in whichever way they were given; each once."""
    roles = [*([bare] if bare else []), *(several or [])]
    if not roles:
        raise typer.BadParameter("Say which role, such as --role moderator.")
    return list(dict.fromkeys(roles))


def change_roles(change: Change, *, email: str, roles: list[Role]) -> None:
    async def changed(database: Database, clock: Clock) -> str:
        said = [await change(database, clock, email=email, role_name=role) for role in roles]
        return "\n".join(said)

    do(changed)


@app.command(name="list")
def everyone() -> None:
    """List everybody, one line a person.

    It holds the address, title and roles, and whether they can sign in.
    """
    from foundation.staff import command

    async def listed(database: Database, clock: Clock) -> str:
        lines = await command.list_people(database)
        return "\n".join(lines) or "Nobody yet: add the first with `./webchat staff add`."

    do(listed)
