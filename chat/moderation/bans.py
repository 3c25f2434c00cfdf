"""What the page of bans and limits shows: appeals that wait, what stands, and what is over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.moderation.askers import LIFTER, Taken, as_taken, when
from chat.rooms.models import Appeal, Measure, Outcome, Question, Revision, Sort
from chat.rooms.queries.measures import last_day
from chat.schedule.models import OVER, Chat
from foundation.staff.models import Person

MOST_OVER = 50
DECIDER = aliased(Person)


@dataclass(frozen=True, slots=True)
class Against:
    """An appeal, as the moderators see it."""

    id: int
    text: str
    when: str
    outcome: Outcome | None
    reply: str
    decider: str
    decided_when: str


@dataclass(frozen=True, slots=True)
class Besides:
    """Another ban on the same asker, which stands whatever is decided on the first."""

    by: str
    until: str


@dataclass(frozen=True, slots=True)
class Line:
    """One measure with the words over which it was taken, and the appeal against it."""

    measure: Taken
    slug: str
    asker: str  # the name they gave
    words: str
    appeal: Against | None
    besides: tuple[Besides, ...] = ()  # where an appeal waits


async def lines(session: AsyncSession, *, at: datetime) -> tuple[Sequence[Line], ...]:
    """Those whose appeal waits, the oldest first; those that stand, and those that are over, the
    newest first."""
    # Nothing here may be NULL, as one of the two lists is for what the other is not.
    still_on = Measure.until.is_(None) & Chat.state.not_in(OVER)
    still_to_come = Measure.until.is_not(None) & (Measure.until > at)
    stands = Measure.lifted_at.is_(None) & or_(still_on, still_to_come)
    open_appeal = Appeal.id.is_not(None) & Appeal.outcome.is_(None)
    limits = whole().where(Measure.sort != Sort.WARNING, ~open_appeal)
    newest = Measure.id.desc()
    appeals = await found(session, whole().where(open_appeal).order_by(Appeal.at), at=at)
    others = await besides(session, [one.measure.id for one in appeals], at=at)
    return (
        [replace(one, besides=tuple(others.get(one.measure.id, ()))) for one in appeals],
        await found(session, limits.where(stands).order_by(newest), at=at),
        await found(session, limits.where(~stands).order_by(newest).limit(MOST_OVER), at=at),
    )


async def besides(
    session: AsyncSession, bans: Sequence[int], *, at: datetime
) -> dict[int, list[Besides]]:
    """The other bans that stand against whoever each of these is on."""
    other = aliased(Measure)
    query = (
        select(Measure.id, Person.name, other.until)
        .join(other, (other.visitor_id == Measure.visitor_id) & (other.id != Measure.id))
        .join(Person, Person.id == other.by)
        .where(Measure.id.in_(bans), other.sort == Sort.BAN, other.lifted_at.is_(None))
        .where(other.until > at)
        .order_by(other.until)
    )
    stand: dict[int, list[Besides]] = {}
    for measure, name, until in await session.execute(query):
        if until is not None:
            stand.setdefault(measure, []).append(Besides(name, last_day(until)))
    return stand


def whole() -> Select:
    return (
        select(
            Measure, Chat.title, Chat.slug, Chat.state, Person.name, LIFTER.name, Revision.name,
            Revision.text, Appeal, DECIDER.name,
        )
        .join(Chat, Chat.id == Measure.chat_id)
        .join(Person, Person.id == Measure.by)
        .join(Question, Question.id == Measure.question_id)
        .join(Revision, Revision.id == Question.version)
        .outerjoin(LIFTER, LIFTER.id == Measure.lifted_by)
        .outerjoin(Appeal, Appeal.measure_id == Measure.id)
        .outerjoin(DECIDER, DECIDER.id == Appeal.decided_by)
    )  # fmt: skip


async def found(session: AsyncSession, query: Select, *, at: datetime) -> Sequence[Line]:
    return [
        Line(
            as_taken(measure, title, name, lifter, over=state in OVER, at=at), slug, asker, words,
            against(appeal, decider, at=at),
        )
        for measure, title, slug, state, name, lifter, asker, words, appeal, decider in (
            await session.execute(query)
        )
    ]  # fmt: skip


def against(appeal: Appeal | None, decider: str | None, *, at: datetime) -> Against | None:
    if appeal is None:
        return None
    decided = when(appeal.decided_at, at) if appeal.decided_at else ""
    return Against(appeal.id, appeal.text, when(appeal.at, at), appeal.outcome, appeal.reply,
                   decider or "", decided)  # fmt: skip
