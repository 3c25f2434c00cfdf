"""The browser, started once for a worker, and windows that fail a test when anything in them does.

A new window costs a second or two, so windows are kept, and so is the address of the houses they
look at: one house for a file, a chat of its own for each test, which finds every window empty.
"""

import asyncio
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import select

from foundation.identifiers import new_id
from foundation.staff.models import Person
from tests import browsers
from tests.browser.acts import waiting
from tests.browser.windows import Chromium, Windows
from tests.house import CAST, House, put_in_diary
from tests.people import Staff

SignedIn = Callable[[str], Staff]
NewChat = Callable[..., "Chat"]
OpenHouse = Callable[..., House]
# Nothing leaves this machine: the browser knows no other name, and calls nobody of itself.
CLOSED = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--no-default-browser-check",
    "--no-first-run",
]
PORTS = range(20_000, 32_000)  # below those the system gives to whoever asks for any


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat and where it is found."""

    slug: str

    @property
    def room(self) -> str:
        return f"/chats/{self.slug}"

    @property
    def desk(self) -> str:
        return f"/staff/chats/{self.slug}"

    @property
    def panel(self) -> str:
        return f"/staff/chats/{self.slug}/panel"


@pytest.fixture(scope="session")
def chromium(sqlite_template: Path) -> Iterator[Chromium]:
    """One browser for this worker. The houses' template is asked for first: making it
    runs a loop."""
    found = browsers.browser()
    driver = sync_playwright().start()
    browser = driver.chromium.launch(
        executable_path=found.path, env=dict(found.env), args=[*found.args, *CLOSED]
    )
    chromium = Chromium(browser, asyncio.get_running_loop())
    asyncio._set_running_loop(None)
    yield chromium
    with chromium.at_hand():
        browser.close()
        driver.stop()
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def port() -> int:
    """Where all houses of this worker stand, one after the other."""
    while True:
        found = random.choice(PORTS)
        with suppress(OSError), socket.socket() as trying:
            trying.bind(("127.0.0.1", found))
            return found


@pytest.fixture(scope="session")
def kept(chromium: Chromium, port: int) -> Iterator[Windows]:
    windows = Windows(chromium.browser, f"http://127.0.0.1:{port}")
    yield windows
    with chromium.at_hand():
        windows.close()


@pytest.fixture
def windows(chromium: Chromium, kept: Windows) -> Iterator[Windows]:
    """Windows onto the house; a console error, a broken policy or a failed request
    fails the test."""
    with chromium.at_hand():
        yield kept
        faults = kept.unforgiven
        kept.tidy()
    assert not faults


def stand(template: Path, folder: Path, port: int, **given: object) -> House:
    """A house over a copy of the template, on the one port."""
    house = House.over(template, folder, **given)
    house.start(port)
    return house


@pytest.fixture(scope="module")
def house(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, port: int
) -> Iterator[House]:
    """The cast's force, one for the tests of a file."""
    house = stand(sqlite_template, tmp_path_factory.mktemp("house"), port)
    yield house
    house.__exit__()


@pytest.fixture
def open_house(sqlite_template: Path, tmp_path: Path, port: int) -> Iterator[OpenHouse]:
    """For tests that set, stop or hurry their house; not in a file whose others share one."""
    opened = []

    def opening(**given: object) -> House:
        opened.append(stand(sqlite_template, tmp_path, port, **given))
        return opened[-1]

    yield opening
    for house in opened:
        house.__exit__()


@pytest.fixture(scope="module")
def staff(house: House) -> SignedIn:
    """One of the cast, signed in once for all tests of the file."""
    return cache(house.staff)


@pytest.fixture(scope="module")
def new_chat(house: House) -> NewChat:
    """Put another chat with the cast's panel in the diary; it has been live for half an hour, or
    opens."""

    async def people() -> dict[str, Person]:
        async with house.database.reading() as session:
            found = {person.email: person for person in await session.scalars(select(Person))}
        return {who: found[one.email] for who, one in CAST.items()}

    seated = house.do(people())

    def new(*, direct: bool = False, opens: timedelta = -timedelta(minutes=30)) -> Chat:
        slug, at = f"chat-{new_id()}", datetime.now(UTC)
        diary = put_in_diary(
            house.database, seated, slug, opens_at=at + opens, direct=direct, at=at
        )
        house.do(diary)
        return Chat(slug)

    return new


@pytest.fixture
def chat(new_chat: NewChat) -> Chat:
    """A live chat of the test's own."""
    return new_chat()


@pytest.fixture
def desk(windows: Windows, staff: SignedIn, chat: Chat, asked: list[str]) -> Page:
    """Priya's desk with all that the file's own `asked` put into its queue."""
    page = windows.open(chat.desk, cookies_of=staff("priya"))
    expect(waiting(page)).to_have_count(len(asked))
    return page
