"""The command line: what it says, what it refuses, and that settings are read loudly."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from pydantic import SecretStr
from sqlalchemy import text

from chat.commands import migrate
from chat.commands.answers import in_sentences
from chat.commands.line import app
from chat.commands.serve import CannotServe, alone, listening, make_ready, work
from foundation import settings
from foundation.database import Database
from foundation.settings import ROOT, BadSettings, Settings

Webchat = Callable[..., tuple[int, str, str]]


@pytest.fixture
def webchat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Webchat:
    """The command line in this process: its exit code, and what it said on either stream."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # typer puts its own there

    def call(*arguments: str, **environ: str) -> tuple[int, str, str]:
        for name, value in {"DATA": str(tmp_path / "var"), **environ}.items():
            monkeypatch.setenv(f"WEBCHAT_{name}", value)
        with pytest.raises(SystemExit) as ended, in_sentences():
            sys.exit(app(arguments, prog_name="./webchat", standalone_mode=False) or 0)
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return call


def program(*arguments: str, **given: object) -> subprocess.Popen[bytes]:
    """The command line as a program of its own."""
    return subprocess.Popen([sys.executable, "-m", "chat", *arguments], cwd=ROOT, **given)


def read(**environ: str) -> Settings:
    return settings.read({f"WEBCHAT_{name}": value for name, value in environ.items()}, dotenv=None)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eight", "WEBCHAT_PORT"),
        ("PORT", "70000", "WEBCHAT_PORT"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("BASE_URL", "chat.example.org", "https://chat.example.org"),
        ("FORCE_COLOUR", "blue", "#0b3a6f"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("DATA_FILE", "/no/such/file", "cannot be read"),
        ("PORT", "king", "WEBCHAT_PORT: 'king' is not a whole number"),
        ("PORT", "-1", "WEBCHAT_PORT: -1 is too small: 0 is the least"),
        ("DEMO", "perhaps", "WEBCHAT_DEMO: 'perhaps' is neither true nor false"),
        ("SECRET_KEY", "short", "WEBCHAT_SECRET_KEY: each key"),
        ("FORCE_NAME", "Example\nPolice", "WEBCHAT_FORCE_NAME: must be one line"),
        ("TRUSTED_PROXIES", "127.0.0.1 bogus", "'bogus' is not an IP address or network"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "'10.0.0.1/8' is not an IP address or network"),
        ("DATABASE_URL", "garbage", "WEBCHAT_DATABASE_URL: must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://me:pass@h:one/d", "cannot be read"),
        ("DATABASE_URL", "postgresql://me:p@ss@h/d", "as %40"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, words: str) -> None:
    with pytest.raises(BadSettings, match=words):
        read(**{name: value})


def test_proxies_are_addresses_and_networks() -> None:
    given = ["127.0.0.1", "::1", "10.0.0.0/8"]
    assert read(TRUSTED_PROXIES=" ".join(given)).trusted_proxies == given


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:///x", "sqlite:///x"),
        ("postgres://h/d", "postgresql+psycopg://h/d"),
        ("postgresql://me:p%40ss@h:1/d", "postgresql+psycopg://me:p%40ss@h:1/d"),
    ],
)
def test_a_database_has_one_of_two_kinds(given: str, taken: str) -> None:
    assert read(DATABASE_URL=given).database == taken
    with pytest.raises(BadSettings, match="postgresql:// or sqlite"):
        read(DATABASE_URL="mysql://localhost/x")


def test_what_is_wrong_is_listed_with_all_else(webchat: Webchat) -> None:
    code, out, err = webchat("settings", DATABASE_URL="garbage", PORT="king", FORCE_NAME="Ours")
    assert code == 1
    assert "WEBCHAT_FORCE_NAME=Ours" in out
    assert "webchat: WEBCHAT_DATABASE_URL: must begin with" in err
    assert "webchat: WEBCHAT_PORT: 'king' is not a whole number" in err


def test_a_name_that_is_no_setting_is_told_and_does_no_harm(webchat: Webchat) -> None:
    sentence = "WEBCHAT_PROT is not a setting; did you mean WEBCHAT_PORT?\n"
    code, out, _ = webchat("settings", PROT="1")
    assert (code, f"Unknown: {sentence}" in out) == (0, True)
    code, _, err = webchat("staff", "list", PROT="1")
    assert (code, err.count(f"webchat: {sentence}")) == (0, 1)


def test_every_setting_is_known() -> None:
    names = [f"WEBCHAT_{name.upper()}" for name in Settings.model_fields]
    assert settings.unknown(dict.fromkeys([*names, "WEBCHAT_PORT_FILE"], ""), dotenv=None) == []


@pytest.mark.parametrize("arguments", [("migrate",), ("staff", "list"), ("serve",)])
def test_a_database_that_does_not_answer_is_named(
    webchat: Webchat, arguments: tuple[str, ...]
) -> None:
    code, _, err = webchat(*arguments, DATABASE_URL="postgresql://me:hush@127.0.0.1:1/none",
                           LOG_LEVEL="error")  # fmt: skip
    sentence = "webchat: The database at 127.0.0.1:1 does not answer (Connection refused).\n"
    assert (code, err) == (1, sentence)


def test_a_database_that_refuses_says_why(postgresql, webchat: Webchat) -> None:
    url = postgresql.url("nobody_made_this").replace("+psycopg", "")
    code, _, err = webchat("migrate", DATABASE_URL=url)
    assert code == 1
    assert "does not let us in" in err
    assert "does not exist" in err


def test_a_file_that_is_no_database_is_named(webchat: Webchat, tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("Dear all, " * 500)
    code, _, err = webchat("migrate", DATABASE_URL=f"sqlite:///{path}")
    assert code == 1
    assert err == f"webchat: The database {path} cannot be used (file is not a database).\n"


@pytest.mark.parametrize("arguments", [("migrate",), ("staff", "list"), ("seed",), ("serve",)])
def test_a_folder_that_cannot_be_had_is_named(
    webchat: Webchat, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "letter").touch()
    for name, why in (("letter", "is a file"), ("letter/x", "cannot be made (Not a directory)")):
        code, _, err = webchat(*arguments, DATA=str(tmp_path / name))
        assert (code, err.count("\n")) == (1, 1)
        assert err.startswith("webchat: WEBCHAT_DATA: ")
        assert f"{tmp_path / name} {why}" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("demo", "--port", "-1"), "-1 is too small: 0 is the least"),
        (("demo", "--port", "99999"), "99999 is too large: 65535 is the most"),
        (("demo", "--port", "king"), "'king' is not a whole number"),
        (("staff", "revoke", "jo@example.org", "--role", "king"), "'king' is not one of 'officer'"),
        (("staff", "grant", "jo@example.org"), "Say which role"),
        (("dance",), "No such command"),
    ],
)
def test_a_wrong_option_is_refused(
    webchat: Webchat, arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = webchat(*arguments)
    assert code == 2
    assert words in err
    assert "Input should" not in err
    assert "Value error" not in err


def test_a_role_is_given_bare_or_as_an_option(webchat: Webchat) -> None:
    webchat("staff", "add", "jo@example.org", "--name", "Jo Park", "--role", "fim")
    for arguments in (
        ("grant", "jo@example.org", "officer"),
        ("grant", "jo@example.org", "--role", "press", "--role", "moderator"),
        ("revoke", "jo@example.org", "--role", "officer"),
    ):
        assert webchat("staff", *arguments)[0] == 0
    assert "\tfim, moderator, press\t" in webchat("staff", "list")[1]


def test_no_description_is_cut_short(webchat: Webchat) -> None:
    for group in ((), ("staff",)):
        code, out, _ = webchat(*group, "--help")
        assert code == 0
        assert "..." not in out.partition("Commands:")[2]


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_the_help_of_test_is_our_own(webchat: Webchat, asked: str) -> None:
    out = webchat("test", asked)[1]
    assert all(word in out for word in ("--full", "--soak", "go to pytest"))


def test_the_data_folder_and_the_database_are_their_owners_alone(
    webchat: Webchat, tmp_path: Path
) -> None:
    before = os.umask(0o022)
    try:
        assert webchat("migrate")[0] == 0
    finally:
        os.umask(before)
    made = [tmp_path / "var", *(tmp_path / "var").iterdir()]
    assert tmp_path / "var" / "webchat.sqlite3" in made
    assert [path for path in made if path.stat().st_mode & 0o077] == []


async def test_what_sqlite_keeps_beside_its_file_is_private_too(tmp_path: Path) -> None:
    given = read(DATA=str(tmp_path))
    make_ready(given)
    database = Database(given.database)
    async with database.writing() as session:
        await session.connection()
        beside = [tmp_path / f"webchat.sqlite3{end}" for end in ("", "-wal", "-shm")]
        assert [path.stat().st_mode & 0o777 for path in beside] == [0o600] * 3
    await database.close()


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"127.0.0.1:{port} is taken .* WEBCHAT_PORT"):
            listening(read(PORT=str(port)))


def test_a_full_disk_is_told_and_a_closed_pipe_is_not() -> None:
    with open("/dev/full", "wb") as full:
        child = program("checks", stdin=subprocess.PIPE, stdout=full, stderr=subprocess.PIPE)
        _, said = child.communicate(b"hello\n")
    assert (child.returncode, said.count(b"\n")) == (1, 1)
    assert b"No space left on device" in said
    reader, writer = os.pipe()
    os.close(reader)
    child = program("checks", stdin=subprocess.PIPE, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert child.communicate(b"hello\n" * 1000)[1] == b""


LOADING = """
import os, signal, sys
loading, command = sys.argv[1:]
class Interrupted:
    def find_spec(self, name, path, target=None):
        if name == loading:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupted())
from chat.__main__ import main
sys.argv[:] = ["webchat", command]
main()
"""


@pytest.mark.parametrize("loading", ["typer", "sqlalchemy.orm", "chat.app", "chat.demo.cast"])
def test_whoever_stops_it_while_it_loads_sees_no_trace(tmp_path: Path, loading: str) -> None:
    command = "demo" if loading == "chat.demo.cast" else "serve"
    done = subprocess.run([sys.executable, "-c", LOADING, loading, command], cwd=ROOT,
                          env={**os.environ, "WEBCHAT_DATA": str(tmp_path)},
                          capture_output=True, timeout=20)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_secrets_come_from_files_too_and_are_never_shown(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("k" * 40 + "\n")
    lines = settings.lines({"WEBCHAT_SECRET_KEY_FILE": str(path)}, dotenv=None)
    line = next(one for one in lines if one.name == "WEBCHAT_SECRET_KEY")
    assert (line.value, line.source) == ("(hidden)", "file, environment")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("WEBCHAT_PORT=8001\nWEBCHAT_FORCE_NAME=Example Police\n")
    read = settings.read({"WEBCHAT_PORT": "8002"}, dotenv=dotenv)
    assert (read.port, read.force_name) == (8002, "Example Police")


def test_what_is_unsafe_is_said() -> None:
    assert any("https" in sentence for sentence in settings.unsafe(read()))
    assert not settings.unsafe(read(BASE_URL="https://chat.example.org"))


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, again = (settings.with_key(read(DATA=str(tmp_path))).keys for _ in range(2))
    assert first == again
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_second_server_on_one_file_is_refused(tmp_path: Path) -> None:
    given = read(DATA=str(tmp_path))
    with alone(given), pytest.raises(CannotServe, match="use PostgreSQL"), alone(given):
        pass
    with alone(given):
        pass


def test_work_is_for_postgresql(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="jobs run inside"):
        work(read(DATA=str(tmp_path)))


def test_a_new_database_is_filled_and_an_old_one_is_never_changed_unasked(tmp_path: Path) -> None:
    given = read(DATA=str(tmp_path))
    make_ready(given)
    make_ready(given)
    command.stamp(migrate.configuration(given.database), "base", purge=True)
    with pytest.raises(CannotServe, match="migrate"):
        make_ready(given)


def test_migrations_go_up_and_down_on_sqlite(tmp_path: Path) -> None:
    up_and_down(f"sqlite:///{tmp_path / 'webchat.sqlite3'}")


def test_migrations_go_up_and_down_on_postgresql(postgresql) -> None:
    with postgresql.copy() as url:
        up_and_down(url)


def up_and_down(url: str) -> None:
    migrate.migrate(url)
    assert not migrate.behind(url)
    command.downgrade(migrate.configuration(url), "base")
    assert migrate.behind(url)
    migrate.migrate(url)
    assert not migrate.behind(url)


async def test_every_connection_syncs_to_the_disk_and_keeps_references(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'webchat.sqlite3'}")
    await database.create()
    for opened, query_only in ((database.writing, 0), (database.reading, 1)):
        async with opened() as session:
            found = {
                name: await session.scalar(text(f"PRAGMA {name}"))
                for name in ("synchronous", "foreign_keys", "journal_mode", "query_only")
            }
        assert found == {"synchronous": 2, "foreign_keys": 1, "journal_mode": "wal",
                         "query_only": query_only}  # fmt: skip
    await database.close()


def test_a_secret_is_not_in_what_settings_print() -> None:
    given = Settings(
        secret_key=[SecretStr("s" * 40)], database_url=SecretStr("postgresql://u:p@h/d")
    )
    assert "p@h" not in repr(given)
    assert "sss" not in repr(given)


def test_verify_notes_the_ends_of_the_log_and_misses_what_was_noted(
    webchat: Webchat, tmp_path: Path
) -> None:
    heads = tmp_path / "heads"
    assert webchat("migrate")[0] == 0
    code, _, _ = webchat("staff", "add", "kit@example.org", "--name", "Kit", "--role", "officer")
    assert code == 0
    code, out, _ = webchat("verify", "--heads", str(heads))
    assert (code, out) == (0, "1 line, no faults.\n")
    noted = heads.read_text()
    heads.write_text(noted + noted.replace('"stream": "staff"', '"stream": "chat:gone"'))
    code, out, _ = webchat("verify", "--heads", str(heads))
    assert code == 1
    assert "chat:gone: the whole of it was noted, and is missing." in out
    heads.write_text("nonsense")
    code, _, err = webchat("verify", "--heads", str(heads))
    assert code != 0
    assert "is not a list of ends that this program wrote" in err
