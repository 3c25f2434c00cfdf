"""What waits for a second person on a page of its own, counted for the staff's menu."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from chat.rooms.models import Appeal, LineWording, Measure, Promise, PromiseReport, SaidState
from foundation.database import Database
from foundation.staff.roles import Right
from foundation.staff.viewer import Viewer

# The pages, with the right to decide on what waits there.
PAGES: Final = {
    "bans": Right.LIMIT_ASKER, "promises": Right.DECIDE, "lines": Right.WRITE_LINES,
}  # fmt: skip
Waiting = Mapping[str, Counter[int]]  # by page, then by whose deed or words they are


async def menu(database: Database, viewer: Viewer) -> Mapping[str, int]:
    """How many wait for this person on each page on which they may decide."""
    async with database.reading() as session:
        found = await waiting(session)
    return {
        page: found[page].total() - found[page][viewer.person_id]
        for page, right in PAGES.items()
        if viewer.may(right)
    }


async def waiting(session: AsyncSession) -> Waiting:
    """All that waits, in one query; nobody decides on what is their own."""
    found: Waiting = {page: Counter() for page in PAGES}
    query = union_all(
        of("bans", Measure.by, Appeal.outcome.is_(None)).join(
            Appeal, Appeal.measure_id == Measure.id
        ),
        of("promises", Promise.by, Promise.state == SaidState.HELD),
        of("promises", PromiseReport.by, PromiseReport.state == SaidState.HELD),
        of("lines", LineWording.by, LineWording.state == SaidState.HELD),
    )
    for page, by, count in await session.execute(query):
        found[page][by] += count
    return found


def of(
    page: str, by: InstrumentedAttribute[int], held: ColumnElement[bool]
) -> Select[str, int, int]:
    return select(literal(page), by, func.count()).where(held).group_by(by)


def by_whom(found: Waiting) -> dict[str, str]:
    """The same for the desks, each of which leaves out its own: a number for each that waits."""
    return {page: " ".join(str(one) for one in sorted(found[page].elements())) for page in PAGES}
