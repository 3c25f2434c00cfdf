"""The cast: who is on the staff in these tests, and how they come in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from foundation.clock import SetClock
from foundation.database import Database
from foundation.errors import Invalid, TooMany
from foundation.identifiers import fingerprint
from foundation.live.hub import Hub
from foundation.settings import Settings
from foundation.staff import queries, verbs
from foundation.staff.guard import find
from foundation.staff.models import Person, StaffSession
from foundation.staff.roles import Role
from foundation.staff.verbs.people import Newcomer
from foundation.staff.verbs.sessions import Browser, Opened
from foundation.staff.viewer import Viewer
from foundation.web.ground import Ground
from foundation.web.templates import environment
from tests.foundation.echo import Memory
from tests.people import QUICK

EVENING = datetime(2026, 12, 8, 19, 0, tzinfo=UTC)
PASSWORD = "purple kettle marching owl"
HASH = QUICK.hash(PASSWORD)

PRIYA = Newcomer("Priya Nair", "priya@example.org", frozenset({Role.MODERATOR}))
COLE = Newcomer("Sam Cole", "cole@example.org", frozenset({Role.OFFICER}), rank="Sgt")
KIT = Newcomer("Kit Morgan", "kit@example.org", frozenset({Role.ADMINISTRATOR}))
HELEN = Newcomer("Helen Okafor", "helen@example.org", frozenset({Role.HEAD_OF_ESERVICES}))
AT_HOME = Browser("203.0.113.9", agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")


def settings(data: Path) -> Settings:
    key = SecretStr("a key that only the tests of staff know")
    return Settings(data=data, secret_key=[key])


@dataclass
class Door:
    """Where staff come in: a database, a clock that stands still, deeds to begin with."""

    database: Database
    data: Path
    clock: SetClock = field(default_factory=lambda: SetClock(EVENING))

    def __post_init__(self) -> None:
        self.ground = Ground(settings(self.data), self.clock, self.database,
                             Hub(Memory()), environment())  # fmt: skip

    def wait(self, **time: float) -> None:
        self.clock.at += timedelta(**time)

    async def add(self, newcomer: Newcomer) -> Person:
        async with self.database.writing() as session:
            return (await verbs.add(session, newcomer, at=self.clock.now(), password_hash=HASH))[0]

    async def sign_in(
        self, email: str = PRIYA.email, password: str = PASSWORD, *, browser: Browser = AT_HOME
    ) -> Opened:
        return await verbs.sign_in(self.ground, email, password, browser=browser)

    async def guess(
        self, email: str = PRIYA.email, password: str = "wrong", *, browser: Browser = AT_HOME
    ) -> str:
        """How one try is answered: let in, looked at, or told to wait."""
        try:
            await self.sign_in(email, password, browser=browser)
        except Invalid:
            return "looked at"
        except TooMany:
            return "told to wait"
        return "let in"

    async def viewer(self, opened: Opened) -> Viewer | None:
        return await find(self.ground, StaffSession.token == fingerprint(opened.token))

    async def live(self, person: Person) -> list[StaffSession]:
        async with self.database.reading() as session:
            return await queries.sessions_of(
                session, self.ground.settings, person_id=person.id, at=self.clock.now()
            )
