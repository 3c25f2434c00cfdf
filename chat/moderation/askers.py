"""What a desk is told of whoever asked: what became of their questions here, and what stands."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.rooms.models import (
    BARS,
    SHOWN,
    Measure,
    Question,
    QuestionState,
    Reason,
    Sort,
    Trace,
)  # fmt: skip
from chat.rooms.queries.measures import last_day, lasting
from chat.rooms.views import Held
from chat.schedule.models import OVER, Chat
from foundation.clock import local
from foundation.staff.models import Person
from foundation.web.templates import hour

# Breaking the rules by intent: what a slip of the pen can be is no strike.
STRIKES = frozenset({Reason.ABUSE, Reason.SPECULATION})
KEPT_OUT = frozenset({QuestionState.REJECTED, QuestionState.WITHDRAWN})
THIRD = 3
LIFTER = aliased(Person)


@dataclass(frozen=True, slots=True)
class Taken:
    """One measure on an asker, as colleagues see it."""

    id: int
    sort: Sort
    reason: Reason | None
    span: str  # how long or how often: "until the end of Friday 4 December 2026"
    everywhere: bool
    chat: str  # the title of the chat it was taken in; empty where that is the one in hand
    question_id: str
    by: int
    name: str
    when: str
    stands: bool
    lifted: bool
    lifter: str
    lifted_when: str


@dataclass(frozen=True, slots=True)
class Asker:
    """The person behind an item, by what they did in this chat and nothing else."""

    asked: int
    shown: int
    waiting: int
    kept_out: Mapping[Reason, int]  # rejected or taken down, by reason
    strikes: int
    measures: Sequence[Taken]  # newest first, from other chats too
    resembles: Taken | None  # a ban on somebody else who asked from the same address today

    @property
    def third_strike(self) -> bool:
        """Time to think of a mute: never more than a hint, and none once something bars them."""
        barred = any(one.stands and one.sort in BARS for one in self.measures)
        return self.strikes >= THIRD and not barred


async def asker_of(session: AsyncSession, item: Held | None, *, at: datetime) -> Asker | None:
    """The asker of a question in hand; None for an answer, which has an officer."""
    if item is None or item.sort == "answer":
        return None
    this = await session.get_one(Question, item.question_id)
    query = select(Question.id, Question.state, Question.reason).where(
        Question.chat_id == this.chat_id, Question.visitor_id == this.visitor_id
    )
    asked = [(id, state, reason) for id, state, reason in await session.execute(query)]
    measures = await taken(session, this, at=at)
    states = Counter(state for _, state, _ in asked)
    return Asker(
        asked=len(asked),
        shown=sum(states[state] for state in SHOWN),
        waiting=states[QuestionState.HELD],
        kept_out=Counter(why for _, state, why in asked if state in KEPT_OUT and why),
        strikes=len(struck(asked, measures)),
        measures=measures,
        resembles=await resembling(session, this, at=at),
    )


def struck(
    asked: Sequence[tuple[str, QuestionState, Reason | None]], measures: Collection[Taken]
) -> set[str]:
    """The questions of one chat that count as strikes, each once: over which their asker was
    limited, or that were kept out as abuse or speculation."""
    here = {id for id, _, _ in asked}
    limits = [one for one in measures if one.sort is not Sort.TRUST]
    limited = {one.question_id for one in limits if not one.lifted}
    broken = {id for id, state, why in asked if state in KEPT_OUT and why in STRIKES}
    return (limited & here) | broken


async def taken(session: AsyncSession, this: Question, *, at: datetime) -> Sequence[Taken]:
    """Every measure on whoever asked, newest first."""
    return await found(session, this, Measure.visitor_id == this.visitor_id, at=at)


async def resembling(session: AsyncSession, this: Question, *, at: datetime) -> Taken | None:
    """A ban that stands, on somebody else who asked from the same address today."""
    which = select(Trace.resembles).where(Trace.question_id == this.id).scalar_subquery()
    bans = await found(session, this, Measure.id == which, at=at)
    return next((one for one in bans if one.stands), None)


async def found(
    session: AsyncSession, this: Question, which: ColumnElement[bool], *, at: datetime
) -> Sequence[Taken]:
    query = (
        select(Measure, Chat.title, Chat.state, Person.name, LIFTER.name)
        .join(Chat, Chat.id == Measure.chat_id)
        .join(Person, Person.id == Measure.by)
        .outerjoin(LIFTER, LIFTER.id == Measure.lifted_by)
        .where(which)
        .order_by(Measure.id.desc())
    )
    return [
        as_taken(
            one,
            "" if one.chat_id == this.chat_id else title,
            name,
            lifter,
            over=state in OVER,
            at=at,
        )
        for one, title, state, name, lifter in await session.execute(query)
    ]


def as_taken(
    one: Measure, title: str, name: str, lifter: str | None, *, over: bool, at: datetime
) -> Taken:
    """`over` says that its chat is, and with it what holds as long as that."""
    idle = one.sort is Sort.WARNING or (over and one.until is None)
    return Taken(
        id=one.id, sort=one.sort, reason=one.reason, span=span(one), everywhere=one.everywhere,
        chat=title, question_id=one.question_id, by=one.by, name=name, when=when(one.at, at),
        stands=not idle and one.stands(at), lifted=one.lifted_at is not None,
        lifter=lifter or "", lifted_when=when(one.lifted_at, at) if one.lifted_at else "",
    )  # fmt: skip


def when(moment: datetime, at: datetime) -> str:
    """The hour, and the day where it is another."""
    if local(moment).date() == local(at).date():
        return hour(moment)
    return f"{local(moment).day} {local(moment):%B %Y}, {hour(moment)}"


def span(one: Measure) -> str:
    """How long it holds, or how often one may ask under it."""
    if one.every:
        return f"one question in {lasting(one.every)}"
    if one.until is None:
        return "for the rest of the chat" if one.sort in {Sort.MUTE, Sort.TRUST} else ""
    if one.sort is Sort.BAN:
        return f"until the end of {last_day(one.until)}"
    return f"until {hour(one.until)}"
