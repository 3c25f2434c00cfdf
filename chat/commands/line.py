"""The command line: `./webchat COMMAND`, each with its own `--help`."""

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from chat import VERSION
from chat.commands import staff
from chat.commands.answers import run, say, settings
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
        int,
        typer.Option(
            min=0, max=65535, help="Port to listen on, 0 to 65535; the next free one if taken."
        ),
    ] = 8000,
) -> None:
    """Show a whole evening at once, with simulated people.

    It makes a throw-away force with a live chat, and keeps nothing of it.
    """
    from chat.demo.run import demo as show

    show(host=host, port=port)


@app.command()
def serve() -> None:
    """Serve the site until stopped.

    It listens on the address and port that WEBCHAT_HOST and WEBCHAT_PORT set; `./webchat settings`
    lists these and all others. Chats open and close at their moment, also after downtime.
    """
    from chat.commands.serve import serve as keep_serving

    keep_serving(settings())


@app.command()
def work() -> None:
    """Run the jobs in a process of their own.

    That is for PostgreSQL; with SQLite `serve` runs them.
    """
    from chat.commands.serve import work as keep_working

    keep_working(settings())


@app.command()
def migrate() -> None:
    """Bring the database to the shape this version needs."""
    from chat.commands.migrate import migrate as upgrade

    given = settings()
    setting.make_folder(given)
    upgrade(given.database)
    typer.echo("The database is up to date.")


@app.command()
def seed() -> None:
    """Put in the force's districts, areas and teams.

    It is safe to run again.
    """
    from chat.commands.seed import seed as fill

    typer.echo(run(fill(settings())))


@app.command()
def verify(
    heads: Annotated[
        Path | None,
        typer.Option(
            "--heads",
            help="A file kept elsewhere, in which the ends of the log are noted: "
            "what was noted before must still be there.",
        ),
    ] = None,
) -> None:
    """Say whether the log is as it was written.

    Every line is sealed onto the one before, so what was changed, left out or put in shows. That
    the end was cut off shows against the ends that were noted elsewhere.
    """
    from chat.commands.verify import look

    faults, lines = run(look(settings(), heads))
    for fault in faults:
        typer.echo(fault)
    count = f"{lines} line{'s' * (lines != 1)}"
    typer.echo(f"{count}, {len(faults) or 'no'} fault{'s' * (len(faults) != 1)}.")
    raise typer.Exit(1 if faults else 0)


@app.command(name="settings")
def show_settings() -> None:
    """List every setting, and what is wrong or unsafe.

    Each comes with its value, what it is for and where it came from.
    """
    lines = setting.lines()
    for line in lines:
        typer.echo(f"{line.name}={line.value}\n    {line.about} ({line.source})")
    for sentence in setting.unknown():
        typer.echo(f"Unknown: {sentence}")
    if faults := [line.fault for line in lines if line.fault]:
        say("\n".join(faults))
        raise typer.Exit(1)
    for sentence in setting.unsafe(setting.read()):
        typer.echo(f"Unsafe: {sentence}")


@app.command()
def checks(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array a line.")] = False,
    watch: Annotated[
        Path | None, typer.Option("--watch", help="A watch list: a file with one entry a line.")
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option(
            "--words",
            help="Words of abuse in place of the program's own: a file with one entry a line, as "
            "the page of them gives and takes it. A word counts with its usual endings, word* "
            "however it goes on, a phrase as it stands; never: word is not marked.",
        ),
    ] = None,
) -> None:
    """Say what the checks find in texts, one a line.

    The texts come from standard input; nothing is kept.
    """
    from chat.checks import OWN_WORDS, BadList
    from chat.checks.command import abuse_list, check_lines, watch_list

    try:
        listed = watch_list(watch) if watch else None
        abuse = abuse_list(words) if words else OWN_WORDS
    except BadList as bad:
        say(bad.sentence)
        raise typer.Exit(2) from None
    texts = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    for line in check_lines(texts, as_json=as_json, watch=listed, abuse=abuse):
        typer.echo(line)


@app.command()
def check() -> None:
    """Look at format, lint, floors, types and migrations.

    The migrations are compared with the models. No test is run.
    """
    from chat.commands.check import check as look

    raise typer.Exit(look())


@app.command(
    name="test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def run_tests(
    context: typer.Context,
    full: Annotated[
        bool, typer.Option("--full", help="The full tier: a quarter of an hour.")
    ] = False,
    soak: Annotated[bool, typer.Option("--soak", help="The soaking tier: hours.")] = False,
) -> None:
    """Run the tests, the quick tier unless told otherwise.

    All other arguments go to pytest.
    """
    from chat.commands.test import run_tests as hand_over

    tier = "soak" if soak else "full" if full else None
    raise typer.Exit(hand_over(context.args, tier=tier))
