"""The command line: what it says, what it refuses, and that settings are read loudly."""

from pathlib import Path

import pytest
from alembic import command
from pydantic import SecretStr

from chat.commands import migrate
from chat.commands.serve import CannotServe, alone, make_ready, work
from foundation import settings
from foundation.database import Database
from foundation.settings import BadSettings, Settings


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
        ("sqlite:///x", "sqlite+aiosqlite:///x"),
        ("postgres://h/d", "postgresql+psycopg://h/d"),
        ("postgresql://me:p%40ss@h:1/d", "postgresql+psycopg://me:p%40ss@h:1/d"),
    ],
)
def test_a_database_has_one_of_two_kinds(given: str, taken: str) -> None:
    assert read(DATABASE_URL=given).database == taken
    with pytest.raises(BadSettings, match="postgresql:// or sqlite"):
        read(DATABASE_URL="mysql://localhost/x")


def test_every_setting_is_known() -> None:
    names = [f"WEBCHAT_{name.upper()}" for name in Settings.model_fields]
    assert settings.unknown(dict.fromkeys([*names, "WEBCHAT_PORT_FILE"], ""), dotenv=None) == []


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
    up_and_down(f"sqlite+aiosqlite:///{tmp_path / 'webchat.sqlite3'}")


def test_migrations_go_up_and_down_on_postgresql(postgresql) -> None:
    up_and_down(postgresql.url(postgresql.create()))


def up_and_down(url: str) -> None:
    migrate.migrate(url)
    assert not migrate.behind(url)
    command.downgrade(migrate.configuration(url), "base")
    assert migrate.behind(url)
    migrate.migrate(url)
    assert not migrate.behind(url)


async def test_every_connection_syncs_to_the_disk_and_keeps_references(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'webchat.sqlite3'}")
    await database.create()
    for opened, query_only in ((database.writing, 0), (database.reading, 1)):
        async with opened() as session:
            connection = await session.connection()
            found = {
                name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
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
