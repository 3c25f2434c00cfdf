"""The known cast and their force, served for real: Priya moderates, Sgt Cole sits on the panel,
Dana watches, Mallory is up to no good."""

import asyncio
import secrets
import shutil
import threading
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, TypeVar

import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette

from chat.app import build
from chat.schedule import verbs as schedule
from chat.schedule.models import Area, Chat, ChatKind, District, Team
from foundation import server
from foundation.clock import Clock
from foundation.database import Database
from foundation.settings import Settings
from foundation.staff import models
from foundation.staff import verbs as staff
from foundation.staff.roles import Role
from foundation.staff.verbs.people import Newcomer
from tests.once import share_statements
from tests.people import PASSWORD, QUICK, Person, Staff, Visitor

T = TypeVar("T")
P = TypeVar("P", bound=Person)
WITHIN = 10.0  # seconds a server may take to start or stop
LIVE, DIRECT, LOBBY, COMING, CLOSED = "bedminster", "easton", "clifton", "knowle", "redland"

CAST = {
    "priya": Newcomer("Priya Shah", "priya@example.org", frozenset({Role.MODERATOR})),
    "sam": Newcomer("Sam Doyle", "sam@example.org", frozenset({Role.MODERATOR})),
    "cole": Newcomer("Alex Cole", "cole@example.org", frozenset({Role.OFFICER}), rank="Sgt"),
    "adeyemi": Newcomer(
        "Tola Adeyemi", "adeyemi@example.org", frozenset({Role.OFFICER}), rank="PC"
    ),
    "lewis": Newcomer("Bryn Lewis", "lewis@example.org", frozenset({Role.OFFICER}), rank="PC"),
    "sal": Newcomer("Sal Reed", "sal@example.org", frozenset({Role.SCHEDULER})),
    "casey": Newcomer("Casey Holt", "casey@example.org", frozenset({Role.COMMUNICATIONS})),
    "parker": Newcomer("Parker Lowe", "parker@example.org", frozenset({Role.PRESS})),
    "helen": Newcomer("Helen Okafor", "helen@example.org", frozenset({Role.HEAD_OF_ESERVICES})),
    "hugh": Newcomer("Hugh Penn", "hugh@example.org", frozenset({Role.HEAD_OF_COMMUNICATIONS})),
    "dee": Newcomer("Dee Marsh", "dee@example.org", frozenset({Role.INTELLIGENCE})),
    "finn": Newcomer("Finn Ode", "finn@example.org", frozenset({Role.FIM})),
    "kit": Newcomer("Kit Morgan", "kit@example.org", frozenset({Role.ADMINISTRATOR})),
}


def template(url: str) -> None:
    """Fill a database with the cast, an area and a chat at each of its hours."""
    asyncio.run(fill(url))


async def fill(url: str) -> None:
    database = Database(url)
    await database.create()
    at = datetime.now(UTC)
    people = await take_on_cast(database, at)
    for slug, opens, direct in (
        (LIVE, -timedelta(minutes=30), False), (DIRECT, -timedelta(minutes=30), True),
        (LOBBY, timedelta(hours=20), False), (COMING, timedelta(days=20), False),
        (CLOSED, -timedelta(days=2), False),
    ):  # fmt: skip
        await put_in_diary(database, people, slug, opens_at=at + opens, direct=direct, at=at)
    await database.close()


async def take_on_cast(database: Database, at: datetime) -> dict[str, models.Person]:
    password_hash = QUICK.hash(PASSWORD)
    async with database.writing() as session:
        return {
            name: (await staff.add(session, one, at=at, password_hash=password_hash))[0]
            for name, one in CAST.items()
        }


async def put_in_diary(
    database: Database, people: dict[str, models.Person], slug: str, *,
    opens_at: datetime, direct: bool, at: datetime,
) -> None:  # fmt: skip
    async with database.writing() as session:
        district = District(name=f"District of {slug}")
        session.add(district)
        await session.flush()
        session.add(area := Area(slug=slug, name=slug.title(), district_id=district.id))
        await session.flush()
        session.add(Team(name=f"{slug.title()} neighbourhood team", area_id=area.id))
        chat = await schedule.schedule(
            session,
            slug,
            title=f"{slug.title()}: ask your team",
            kind=ChatKind.NEIGHBOURHOOD,
            opens_at=opens_at,
            closes_at=opens_at + timedelta(hours=4),
            area=area,
            direct=direct,
            at=at,
            about="Your neighbourhood team answers for an hour.",
        )
        for who, shown in (("cole", "Sgt Cole"), ("adeyemi", "PC Adeyemi")):
            await schedule.seat(session, chat, person_id=people[who].id, name=shown, at=at,
                                role=f"{slug.title()} neighbourhood team")  # fmt: skip
        await turn(session, chat, at)


async def turn(session, chat: Chat, at: datetime) -> None:
    from chat.rooms.verbs import turn as follow_the_clock

    await follow_the_clock(session, chat.id, at=at)


class Prompt(server.Server):
    """Stops when it is told to, and not at the next tenth of a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.told = asyncio.Event()

    async def main_loop(self) -> None:
        ticking = asyncio.create_task(super().main_loop())
        await self.told.wait()
        ticking.cancel()


class House:
    """The whole application on a port of its own, in a thread; real sockets, real database."""

    def __init__(self, url: str, folder: Path, *, clock: Clock | None = None, **given: Any) -> None:
        self.database_url, self.folder, self.clock = url, folder, clock
        self.given: dict[str, Any] = {"questions_per_minute": 100_000,
                                         "questions_per_minute_per_address": 100_000,
                                         "max_sockets_per_address": 5_000, **given}  # fmt: skip
        self.guests: list[Person] = []

    @classmethod
    def over(cls, template: Path, folder: Path, **given: Any) -> Self:
        """One over a copy of that file."""
        path = shutil.copy(template, folder / "webchat.sqlite3")
        return cls(f"sqlite:///{path}", folder, **given)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        for guest in self.guests:
            guest.http.close()
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int = 0) -> None:
        listening = server.listen("127.0.0.1", port)
        self.port: int = listening.getsockname()[1]
        self.settings = Settings(
            data=self.folder, database_url=SecretStr(self.database_url), port=self.port,
            secret_key=[SecretStr("the key of a house that stands for one test")],
            log_level="error", **self.given,
        )  # fmt: skip
        self.app: Starlette = build(self.settings, clock=self.clock)
        share_statements(self.database)
        self.server = Prompt(server.config(self.app))
        self.up = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(listening,), daemon=True)
        self.thread.start()
        assert self.up.wait(WITHIN), "the server did not start"

    def _run(self, listening) -> None:
        with asyncio.Runner(loop_factory=self.server.config.get_loop_factory()) as runner:
            self.loop = runner.get_loop()
            runner.run(self._serve(listening))

    async def _serve(self, listening) -> None:
        serving = asyncio.create_task(self.server.serve(sockets=[listening]))
        # uvicorn has a flag and no event to wait for
        while not self.server.started and not serving.done():  # noqa: ASYNC110
            await asyncio.sleep(0)
        self.up.set()
        await serving

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.server.told.set)
        self.thread.join(WITHIN)
        assert not self.thread.is_alive(), "the server did not stop"

    def restart(self) -> None:
        """Stop and start again at the same address, over the same database."""
        self.stop()
        self.start(self.port)

    def do(self, deed: Coroutine[None, None, T]) -> T:
        """Await something in the server's own loop."""
        return asyncio.run_coroutine_threadsafe(deed, self.loop).result(WITHIN)

    def count_present(self, *, later: float = 0.0) -> None:
        """Look who is here, as the program does every five seconds, at a moment of the test's
        own."""
        at = self.app.state.ground.clock.now() + timedelta(seconds=later)
        for job in self.app.state.presence.jobs:
            self.do(job.run(self.database, at))

    @property
    def database(self) -> Database:
        return self.app.state.ground.database

    def visitor(self, name: str = "Dana") -> Visitor:
        return self._let_in(Visitor(self.url, name))

    def staff(self, who: str) -> Staff:
        """One of the cast, signed in."""
        return self._let_in(Staff(self.url, CAST[who].email))

    def stranger(self) -> Person:
        """Somebody with an empty cookie jar."""
        return self._let_in(Person(self.url))

    def _let_in(self, person: P) -> P:
        self.guests.append(person)
        return person


def new_key() -> str:
    return secrets.token_hex(8)
