"""Reads of what staff say beside their answers, in whatever state: for the panel's own desk."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.rooms.models import Correction, Revision, Said
from chat.rooms.views import PanelCorrection
from chat.schedule.models import Seat
from foundation.staff.models import Person

NOTE, BEFORE = aliased(Revision), aliased(Revision)
AUTHOR = func.coalesce(Seat.name, Person.name)  # as on the panel, or a colleague's own name


def seated(sort: type[Said]) -> ColumnElement[bool]:
    """Its author's place on the panel, if they have one."""
    return and_(Seat.chat_id == sort.chat_id, Seat.person_id == sort.by)


async def corrections(
    session: AsyncSession, answers: Sequence[str]
) -> dict[str, list[PanelCorrection]]:
    """Corrections by answer, in the order they were written."""
    found: dict[str, list[PanelCorrection]] = {}
    if not answers:
        return found
    query = (
        select(Correction, AUTHOR, Revision.text, NOTE.text, BEFORE.text)
        .join(Revision, Revision.id == Correction.version)
        .join(NOTE, NOTE.id == Correction.note)
        .outerjoin(BEFORE, BEFORE.id == Correction.before)
        .join(Person, Person.id == Correction.by)
        .outerjoin(Seat, seated(Correction))
        .where(Correction.answer_id.in_(answers))
        .order_by(Correction.at, Correction.id)
    )
    for one, name, text, note, before in await session.execute(query):
        found.setdefault(one.answer_id, []).append(
            PanelCorrection(id=one.id, name=name, state=one.state, text=text, note=note,
                            at=one.shown_at or one.at, reason=one.reason, before=before)
        )  # fmt: skip
    return found
