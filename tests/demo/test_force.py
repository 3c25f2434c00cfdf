"""The seeded force has the shape of the real one, and seeding it twice changes nothing."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from chat.demo.force import DISTRICTS, slug
from chat.demo.seed import seed
from chat.schedule.models import Area, District, Team
from foundation.database import Database
from foundation.staff.models import Person

AT = datetime(2026, 12, 1, 19, tzinfo=UTC)
NEIGHBOURHOODS = [name for names in DISTRICTS.values() for name in names]


async def counted(database: Database, *tables: type) -> list[int]:
    async with database.reading() as session:
        counts = [select(func.count()).select_from(one) for one in tables]
        return [(await session.execute(count)).scalar_one() for count in counts]


async def test_every_neighbourhood_has_a_team(database: Database) -> None:
    await seed(database, at=AT)
    assert len(NEIGHBOURHOODS) >= 30
    async with database.reading() as session:
        teams = await session.scalars(
            select(Team).options(joinedload(Team.area).joinedload(Area.district))
        )
        found = {(team.area.district.name, team.area.name): team.name for team in teams}
    assert found == {
        (district, name): f"{name} neighbourhood team"
        for district, names in DISTRICTS.items()
        for name in names
    }


async def test_seeding_again_adds_nothing(database: Database) -> None:
    await seed(database, at=AT)
    before = await counted(database, District, Area, Team)
    await seed(database, at=AT)
    assert await counted(database, District, Area, Team) == before


async def test_what_is_missing_is_put_back(database: Database) -> None:
    await seed(database, at=AT)
    async with database.writing() as session:
        team = await session.scalar(select(Team).join(Area).where(Area.slug == "bedminster"))
        await session.delete(team)
    await seed(database, at=AT)
    assert await counted(database, Team) == [len(NEIGHBOURHOODS)]


async def test_nobody_gets_a_password_unless_it_is_given(database: Database) -> None:
    await seed(database, at=AT)
    assert await counted(database, Person) == [0]


def test_no_two_neighbourhoods_share_an_address() -> None:
    assert len({slug(name) for name in NEIGHBOURHOODS}) == len(NEIGHBOURHOODS)
    assert slug("Weston-super-Mare") == "weston-super-mare"
