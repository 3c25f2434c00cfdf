"""Reads of the library of approved lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.checks.folding import fold
from chat.rooms.models import ApprovedLine, LineWording, SaidState
from chat.schedule.models import Area
from foundation.errors import NotFound
from foundation.staff.models import Person

DECIDER = aliased(Person)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, with its author and whoever decided on it."""

    id: int
    state: SaidState
    title: str
    text: str
    link: str
    topic: str
    area_id: int | None
    area: str  # empty for the whole force's
    by: int
    author: str
    at: datetime
    decider: str

    @property
    def whole(self) -> str:
        """As it stands in an answer."""
        return f"{self.text} {self.link}".strip()


@dataclass(slots=True)
class Line:
    """A line with all its wordings, the newest first."""

    id: int
    retired_at: datetime | None
    wordings: list[Wording] = field(default_factory=list)

    def in_state(self, state: SaidState) -> Wording | None:
        return next((one for one in self.wordings if one.state is state), None)

    @property
    def offered(self) -> Wording | None:
        """The wording that panels are offered."""
        return self.in_state(SaidState.RELEASED)

    @property
    def held(self) -> Wording | None:
        """The wording that waits for a second person."""
        return self.in_state(SaidState.HELD)

    @property
    def stands(self) -> bool:
        """Whether panels are offered it now."""
        return self.offered is not None and self.retired_at is None

    @property
    def shown(self) -> Wording:
        """The wording by which a list names it."""
        return self.offered or self.wordings[0]


async def lines(session: AsyncSession, *, about: str = "") -> Sequence[Line]:
    """All lines, by title; with `about` those that hold each of its words."""
    found = await read(session)
    sought = fold(about).split()
    kept = [line for line in found if all(word in searched(line.shown) for word in sought)]
    return sorted(kept, key=lambda line: (line.retired_at is not None, fold(line.shown.title)))


def searched(wording: Wording) -> str:
    return fold(f"{wording.title} {wording.text} {wording.topic} {wording.area}")


async def line(session: AsyncSession, line_id: int) -> Line:
    """One line. Raises NotFound."""
    found = await read(session, line_id)
    if not found:
        raise NotFound("There is no such line.")
    return found[0]


async def offered(session: AsyncSession, area_id: int | None) -> Sequence[Wording]:
    """What a chat's panel is offered, by title: the whole force's lines and its area's own."""
    query = (
        wordings_query()
        .where(LineWording.state == SaidState.RELEASED, ApprovedLine.retired_at.is_(None))
        .where(or_(LineWording.area_id.is_(None), LineWording.area_id == area_id))
    )
    found = [wording(row) for row in (await session.execute(query)).all()]
    return sorted(found, key=lambda one: fold(one.title))


async def read(session: AsyncSession, line_id: int | None = None) -> list[Line]:
    query = wordings_query()
    if line_id is not None:
        query = query.where(ApprovedLine.id == line_id)
    found: dict[int, Line] = {}
    for row in await session.execute(query):
        one = found.setdefault(row[0].id, Line(row[0].id, row[0].retired_at))
        one.wordings.append(wording(row))
    return list(found.values())


def wordings_query() -> Select[ApprovedLine, LineWording, str, str, str]:
    return (
        select(ApprovedLine, LineWording, Area.name, Person.name, DECIDER.name)
        .join(LineWording, LineWording.line_id == ApprovedLine.id)
        .join(Person, Person.id == LineWording.by)
        .outerjoin(DECIDER, DECIDER.id == LineWording.decided_by)
        .outerjoin(Area, Area.id == LineWording.area_id)
        .order_by(LineWording.id.desc())
    )


def wording(row: Row[ApprovedLine, LineWording, str, str, str]) -> Wording:
    _, one, area, author, decider = row
    return Wording(
        id=one.id, state=one.state, title=one.title, text=one.text, link=one.link, topic=one.topic,
        area_id=one.area_id, area=area or "", by=one.by, author=author, at=one.at,
        decider=decider or "",
    )  # fmt: skip
