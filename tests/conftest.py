"""What all tests share: the tier, the databases, the rule that nothing leaves this machine."""

import logging
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import structlog
from sqlalchemy import Row, create_engine, text
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from foundation.clock import SetClock
from foundation.database import Base, Database
from tests import postgres
from tests.house import House, template
from tests.once import share_statements

Rows = Callable[..., Sequence[Row[tuple[object, ...]]]]
LOOPBACK = ("127.", "::1", "localhost")
# Whose tests share what takes long to make: a house and its windows, a server with a crowd, an
# evening.
WHOLE_FILES = ("tests/browser/", "tests/demo/test_people.py", "tests/rooms/test_catching_up.py")

# Begun first, or one worker is still at them long after the others have gone home.
LONGEST = (
    "tests/rooms/test_leak.py",
    "tests/rooms/test_taking_back.py",
    "tests/rooms/test_kills.py",
    "tests/moderation/test_races.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tier",
        choices=["quick", "full", "soak"],
        default="quick",
        help="how often the counted tests repeat: minutes, a quarter of an hour, hours",
    )


@pytest.fixture(scope="session")
def tier(request: pytest.FixtureRequest) -> str:
    return request.config.getoption("--tier")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


class InWholeFiles(LoadScopeScheduling):
    """Hands each worker the next test, or the next whole file where its tests share things."""

    def _split_scope(self, nodeid: str) -> str:
        path, _, _ = nodeid.partition("::")
        return path if path.startswith(WHOLE_FILES) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return InWholeFiles(config, log)


def stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Fail whatever reaches beyond loopback: no test may touch another machine."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reached for {address[0]}")


def pytest_configure(config: pytest.Config) -> None:
    sys.addaudithook(stay_here)
    # On a busy machine one slow example says nothing; what must be fast is timed by name.
    hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
    hypothesis.settings.load_profile("house")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    """One real PostgreSQL for this worker, started from a wheel."""
    folder = postgres.folder(otherwise=tmp_path_factory.mktemp("postgres"))
    with postgres.Cluster(folder) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the cast and their chats in it, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "webchat.sqlite3"
    template(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgresql: postgres.Cluster) -> str:
    postgresql.create("template_house")
    template(postgresql.url("template_house"))
    return "template_house"


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with nothing in its tables."""
    path = tmp_path_factory.mktemp("tables") / "webchat.sqlite3"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_tables(postgresql: postgres.Cluster) -> str:
    postgresql.create("tables")
    make_tables(postgresql.url("tables"))
    return "tables"


def make_tables(url: str) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
async def database(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Database]:
    """An empty database with its tables, on SQLite and then on PostgreSQL."""
    with ExitStack() as given_back:
        if backend == "sqlite":
            path = tmp_path / "webchat.sqlite3"
            shutil.copy(request.getfixturevalue("sqlite_tables"), path)
            url = f"sqlite:///{path}"
        else:
            cluster = request.getfixturevalue("postgresql")
            url = given_back.enter_context(cluster.copy(request.getfixturevalue("postgres_tables")))
        found = Database(url)
        share_statements(found)
        yield found
        await found.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "webchat.sqlite3")
    return f"sqlite:///{tmp_path / 'webchat.sqlite3'}"


@pytest.fixture
def postgres_url(postgresql: postgres.Cluster, postgres_template: str) -> Iterator[str]:
    with postgresql.copy(postgres_template) as url:
        yield url


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """The cast's force, served on a port of its own over SQLite."""
    with House(sqlite_url, tmp_path) as house:
        yield house


@pytest.fixture
def clock() -> SetClock:
    """Stands still until a test moves it."""
    return SetClock(datetime.now(UTC))


@pytest.fixture
def timed_house(sqlite_url: str, tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """The same by that clock."""
    with House(sqlite_url, tmp_path, clock=clock) as house:
        yield house


@pytest.fixture
def house_on_both(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """The same over SQLite and then over PostgreSQL."""
    url = request.getfixturevalue("sqlite_url" if backend == "sqlite" else "postgres_url")
    with House(url, tmp_path) as house:
        yield house


@pytest.fixture
def rows(house: House) -> Iterator[Rows]:
    """The house's own tables, read past the program."""
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        yield lambda query, **values: connection.execute(text(query), values).all()
    engine.dispose()
