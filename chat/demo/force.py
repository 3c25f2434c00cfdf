"""The force's districts, neighbourhoods and teams, on the real geography of Avon and Somerset."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.schedule.models import Area, District, Team

DISTRICTS: dict[str, tuple[str, ...]] = {
    "Bristol": (
        "Avonmouth", "Bedminster", "Bristol city centre", "Clifton", "Easton", "Fishponds",
        "Hartcliffe", "Horfield", "Knowle", "St Pauls", "Southmead", "Southville", "Stockwood",
    ),
    "South Gloucestershire": (
        "Filton", "Kingswood", "Patchway", "Staple Hill", "Thornbury", "Yate",
    ),
    "Bath and North East Somerset": (
        "Bath city centre", "Chew Valley", "Keynsham", "Midsomer Norton", "Twerton",
    ),
    "North Somerset": (
        "Clevedon", "Nailsea", "Portishead", "Weston-super-Mare", "Worle", "Yatton",
    ),
    "Somerset": (
        "Bridgwater", "Burnham-on-Sea", "Chard", "Frome", "Glastonbury", "Minehead",
        "Shepton Mallet", "Taunton", "Wellington", "Wells", "Yeovil",
    ),
}  # fmt: skip


def slug(name: str) -> str:
    """The neighbourhood's part of an address: `weston-super-mare`."""
    return re.sub(r"[^a-z]+", "-", name.lower())


def team(area: str) -> str:
    """What the neighbourhood's team is called, also beside its officers' answers."""
    return f"{area} neighbourhood team"


async def places(session: AsyncSession) -> dict[str, Area]:
    """Put in the districts, areas and teams that are missing; all the areas, by name."""
    there = {district.name: district for district in await session.scalars(select(District))}
    missing = [District(name=name) for name in DISTRICTS if name not in there]
    session.add_all(missing)
    await session.flush()
    there |= {district.name: district for district in missing}
    return await neighbourhoods(session, there)


async def neighbourhoods(session: AsyncSession, districts: dict[str, District]) -> dict[str, Area]:
    found = {area.slug: area for area in await session.scalars(select(Area))}
    missing = [
        Area(slug=slug(name), name=name, district_id=districts[district].id)
        for district, names in DISTRICTS.items() for name in names if slug(name) not in found
    ]  # fmt: skip
    session.add_all(missing)
    await session.flush()
    areas = {area.name: area for area in [*found.values(), *missing]}
    manned = set(await session.scalars(select(Team.area_id)))
    session.add_all(
        Team(name=team(area.name), area_id=area.id)
        for area in areas.values() if area.id not in manned
    )  # fmt: skip
    await session.flush()
    return areas
