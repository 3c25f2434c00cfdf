"""Reads of what staff say beside their answers: in whatever state for the panel's own desk, and
released for the page of an area."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.rooms.models import Correction, Question, Revision, Said, SaidState, Takeaway
from chat.rooms.views import Outstanding, PanelCorrection, PanelTaken
from chat.schedule.models import Chat, Seat
from foundation.clock import noon
from foundation.staff.models import Person

NOTE, BEFORE = aliased(Revision), aliased(Revision)
OWNER = aliased(Seat)
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


async def taken(session: AsyncSession, questions: Sequence[str]) -> dict[str, list[PanelTaken]]:
    """What was said of answering later, by question, in the order it was written."""
    found: dict[str, list[PanelTaken]] = {}
    if not questions:
        return found
    query = (
        select(Takeaway, AUTHOR, Revision.text, OWNER.name)
        .join(Revision, Revision.id == Takeaway.version)
        .join(Person, Person.id == Takeaway.by)
        .outerjoin(Seat, seated(Takeaway))
        .outerjoin(OWNER, OWNER.id == Takeaway.seat_id)
        .where(Takeaway.question_id.in_(questions))
        .order_by(Takeaway.at, Takeaway.id)
    )
    for one, name, text, owner in await session.execute(query):
        found.setdefault(one.question_id, []).append(
            PanelTaken(id=one.id, name=name, owner=owner or one.team, seat_id=one.seat_id,
                       team=one.team, due_at=noon(one.due_on), state=one.state, text=text,
                       at=one.shown_at or one.at, reason=one.reason,
                       done=one.done_at is not None)
        )  # fmt: skip
    return found


async def outstanding(session: AsyncSession, area_id: int) -> tuple[Outstanding, ...]:
    """What was said in an area's chats to be answered later and has not been, by its day."""
    asked = aliased(Revision)
    query = (
        select(Takeaway, Revision.text, Seat.name, asked.text, Question.number, Chat.slug)
        .join(Revision, Revision.id == Takeaway.released)
        .join(Question, Question.id == Takeaway.question_id)
        .join(asked, asked.id == Question.released)
        .join(Chat, Chat.id == Takeaway.chat_id)
        .outerjoin(Seat, Seat.id == Takeaway.seat_id)
        .where(Chat.area_id == area_id, Takeaway.state == SaidState.RELEASED)
        .where(Takeaway.done_at.is_(None))
        .order_by(Takeaway.due_on, Takeaway.at)
    )
    return tuple(
        Outstanding(question_id=one.question_id, question=question, number=number or 0,
                    chat_slug=slug, owner=owner or one.team, due_at=noon(one.due_on), text=text)
        for one, text, owner, question, number, slug in await session.execute(query)
    )  # fmt: skip
