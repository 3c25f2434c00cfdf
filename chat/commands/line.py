"""The command line: `./webchat COMMAND`, each with its own `--help`."""

import sys
from typing import Annotated

import typer

from chat import VERSION
from chat.commands import staff
from chat.commands.answers import fail, run, settings
from foundation import settings as setting

app = typer.Typer(
    name="webchat", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]},
    help="Live, fully moderated web chats between a police force and the public.",
)  # fmt: skip
app.add_typer(staff.app, name="staff")


def say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"webchat {VERSION}")
        raise typer.Exit


@app.callback()
def every_command(
    version: Annotated[
        bool,
        typer.Option("--version", callback=say_version, is_eager=True, help="Say which this is."),
    ] = False,
) -> None:
    """What stands before any command."""


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Address to listen on; a loopback one.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to listen on; the next free one if taken.")
    ] = 8000,
) -> None:
    """Show a whole evening at once: its own throw-away force, a live chat, simulated people."""
    from chat.demo.run import demo as show

    show(host=host, port=port)


@app.command()
def serve() -> None:
    """Serve the site; opens and closes chats at their moment, also after downtime."""
    from chat.commands.serve import CannotServe
    from chat.commands.serve import serve as keep_serving

    try:
        keep_serving(settings())
    except (CannotServe, OSError) as error:
        fail(str(error))


@app.command()
def work() -> None:
    """Run the jobs in a process of their own (PostgreSQL; with SQLite `serve` runs them)."""
    from chat.commands.serve import CannotServe
    from chat.commands.serve import work as keep_working

    try:
        keep_working(settings())
    except CannotServe as error:
        fail(str(error))


@app.command()
def migrate() -> None:
    """Bring the database to the shape this version expects."""
    from chat.commands.migrate import migrate as upgrade

    given = settings()
    given.data.mkdir(parents=True, exist_ok=True)
    upgrade(given.database)
    typer.echo("The database is up to date.")


@app.command()
def seed() -> None:
    """Put the force's districts, areas and neighbourhood teams in; safe to run again."""
    from chat.commands.seed import seed as fill

    typer.echo(run(fill(settings())))


@app.command(name="settings")
def show_settings() -> None:
    """List every setting, its value, where it came from, and what is unsafe."""
    try:
        lines = setting.lines()
    except setting.BadSettings as error:
        fail(str(error))
    for line in lines:
        typer.echo(f"{line.name}={line.value}\n    {line.about} ({line.source})")
    for sentence in setting.unsafe(settings()):
        typer.echo(f"Unsafe: {sentence}")


@app.command()
def checks(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array a line.")] = False,
) -> None:
    """Read texts from standard input, one a line, and print what the checks find in them."""
    from chat.checks.command import check_lines

    for line in check_lines(sys.stdin, as_json=as_json):
        typer.echo(line)


@app.command()
def check() -> None:
    """Format, lint, floors, types, migrations against models; no tests."""
    from chat.commands.check import check as look

    raise typer.Exit(look())


@app.command(
    context_settings={
        "allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": ["--help"],
    }
)  # fmt: skip
def test(context: typer.Context) -> None:
    """Run the tests: quick tier, or --full, or --soak; other arguments go to pytest."""
    from chat.commands.test import test as run_tests

    raise typer.Exit(run_tests(context.args))
