"""What stands beside an item that waits: what the checks marked in it, and who has it open."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.moderation.models import Lease
from chat.rooms.models import Finding
from foundation.staff.models import Person

LEASED = (
    select(Lease.about, Lease.by, Person.name)
    .join(Person, Person.id == Lease.by)
    .where(Lease.about.in_(bindparam("items", expanding=True)))
)
MARKED = (
    select(Finding)
    .where(Finding.revision_id.in_(bindparam("versions", expanding=True)))
    .order_by(Finding.start)
)


class Holding(TypedDict, total=False):
    holder: int
    holder_name: str


async def leased(session: AsyncSession, items: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Who has which of these items open: their id and name."""
    if not items:
        return {}
    rows = await session.execute(LEASED, {"items": items})
    return {about: (by, name) for about, by, name in rows}


def held_by(lease: tuple[int, str] | None) -> Holding:
    return Holding(holder=lease[0], holder_name=lease[1]) if lease else Holding()


async def findings(session: AsyncSession, versions: Sequence[str]) -> dict[str, tuple[Marked, ...]]:
    """What the checks marked, by revision, in the order it stands in the text."""
    if not versions:
        return {}
    found: dict[str, tuple[Marked, ...]] = {}
    for one in await session.scalars(MARKED, {"versions": versions}):
        marked = Marked(start=one.start, end=one.end, rule=one.rule)
        found[one.revision_id] = (*found.get(one.revision_id, ()), marked)
    return found
