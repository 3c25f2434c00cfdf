"""Reads of promises: what the public is told of them, and what the staff have before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.rooms.models import (
    Finding,
    Promise,
    PromiseOutcome,
    PromiseReport,
    Question,
    Reason,
    Revision,
    SaidState,
)
from chat.rooms.queries.said import OWNER
from chat.rooms.queries.teams import found_in_teams
from chat.schedule.models import OVER, Chat, Seat
from foundation.clock import noon
from foundation.events import Stream
from foundation.staff.models import Person

TOLD_FOR = timedelta(days=90)  # how long the public is told of what has been settled
Marks = Mapping[str, Sequence[tuple[int, int]]]  # from where to where, by revision
SETTLED = frozenset({PromiseOutcome.KEPT, PromiseOutcome.CANNOT})


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """What was promised in an area's chat, in its released words, and what has become of it."""

    id: str
    text: str
    owner: str
    due_at: datetime
    chat_slug: str
    made_at: datetime  # when that chat was
    outcome: PromiseOutcome | None
    told: str  # the dated sentence that goes with it
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffReport:
    id: str
    outcome: PromiseOutcome
    text: str
    version: str
    state: SaidState
    by: int
    author: str
    at: datetime
    reason: Reason | None
    marked: tuple[str, ...]  # words of it that the checks found


@dataclass(slots=True)
class StaffPromise:
    """A promise in whatever state, with all that was reported on it, the newest first."""

    id: str
    text: str
    version: str
    state: SaidState
    owner: str
    due_at: datetime
    by: int
    author: str
    at: datetime
    reason: Reason | None
    chat_slug: str
    chat_title: str
    number: int | None  # of the question it comes from
    mine: bool  # the viewer has a seat in that chat
    marked: tuple[str, ...]  # words of it, and of its team's name, that the checks found
    reports: list[StaffReport] = field(default_factory=list)

    @property
    def held(self) -> StaffReport | None:
        return next((one for one in self.reports if one.state is SaidState.HELD), None)

    @property
    def outcome(self) -> PromiseOutcome | None:
        shown = (one.outcome for one in self.reports if one.state is SaidState.RELEASED)
        return next(shown, None)

    @property
    def group(self) -> str:
        """The part of the page it stands in."""
        if self.state is SaidState.HELD or self.held:
            return "waiting"
        if self.state is not SaidState.RELEASED or self.outcome in SETTLED:
            return "past"
        return "open"


async def told(
    session: AsyncSession, area_id: int | None, *, now: datetime, but: int | None = None
) -> tuple[PublicPromise, ...]:
    """What the public is told in an area, by its day; `but` a chat of its own: what was promised
    in that one is still on its page."""
    if area_id is None:
        return ()
    words = aliased(Revision)
    query = (
        select(Promise, Revision.text, Chat, OWNER.name, PromiseReport, words.text)
        .join(Revision, Revision.id == Promise.released)
        .join(Chat, Chat.id == Promise.chat_id)
        .outerjoin(OWNER, OWNER.id == Promise.seat_id)
        .outerjoin(PromiseReport, released_report())
        .outerjoin(words, words.id == PromiseReport.released)
        .where(Chat.area_id == area_id, Promise.state == SaidState.RELEASED)
        .where(or_(PromiseReport.id.is_(None), PromiseReport.outcome == PromiseOutcome.NOT_YET,
                   PromiseReport.shown_at > now - TOLD_FOR))
        .order_by(Promise.due_on, Promise.at)
    )  # fmt: skip
    return tuple(
        PublicPromise(
            id=one.id, text=text, owner=owner or one.team, due_at=noon(one.due_on),
            chat_slug=chat.slug, made_at=chat.opens_at,
            outcome=report.outcome if report else None, told=said or "",
            told_at=report.shown_at if report else None,
        )
        for one, text, chat, owner, report, said in await session.execute(query)
        if chat.id != but
    )  # fmt: skip


def released_report() -> ColumnElement[bool]:
    """Reports join here for the public, and nowhere else."""
    return (PromiseReport.promise_id == Promise.id) & (PromiseReport.state == SaidState.RELEASED)


async def of_staff(
    session: AsyncSession, person_id: int, *, seated: bool
) -> Sequence[StaffPromise]:
    """All promises, the next due first; with `seated` only those of chats they have a seat in."""
    mine = aliased(Seat)
    query = (
        select(Promise, Revision.text, Chat, OWNER.name, Person.name, Question.number, mine.id)
        .join(Revision, Revision.id == Promise.version)
        .join(Chat, Chat.id == Promise.chat_id)
        .join(Person, Person.id == Promise.by)
        .outerjoin(OWNER, OWNER.id == Promise.seat_id)
        .outerjoin(Question, Question.id == Promise.question_id)
        .outerjoin(mine, (mine.chat_id == Chat.id) & (mine.person_id == person_id))
        .order_by(Promise.due_on, Promise.at)
    )
    if seated:
        query = query.where(mine.id.is_not(None))
    marks = await marks_of_held(session)
    rows = (await session.execute(query)).all()
    held = [one for one, *_ in rows if one.state is SaidState.HELD]
    teams = await found_in_teams(session, [(one.chat_id, one.team) for one in held])
    found = {
        one.id: StaffPromise(
            id=one.id, text=text, version=one.version, state=one.state, owner=owner or one.team,
            due_at=noon(one.due_on), by=one.by, author=author, at=one.at, reason=one.reason,
            chat_slug=chat.slug, chat_title=chat.title, number=number, mine=seat is not None,
            marked=(
                *found_in(text, marks.get(one.version, ())),
                *(one.team[at.start : at.end] for at in teams.get((one.chat_id, one.team), ())),
            ),
        )
        for one, text, chat, owner, author, number, seat in rows
    }  # fmt: skip
    for row in await session.execute(reports_query()):
        if (made := found.get(row[0].promise_id)) is not None:
            made.reports.append(staff_report(row, marks))
    return list(found.values())


def reports_query() -> Select[PromiseReport, str, str]:
    return (
        select(PromiseReport, Revision.text, Person.name)
        .join(Revision, Revision.id == PromiseReport.version)
        .join(Person, Person.id == PromiseReport.by)
        .order_by(PromiseReport.at.desc(), PromiseReport.id)
    )


def staff_report(row: Row[PromiseReport, str, str], marks: Marks) -> StaffReport:
    one, text, author = row
    return StaffReport(
        id=one.id, outcome=one.outcome, text=text, version=one.version, state=one.state,
        by=one.by, author=author, at=one.at, reason=one.reason,
        marked=found_in(text, marks.get(one.version, ())),
    )  # fmt: skip


async def marks_of_held(session: AsyncSession) -> Marks:
    """Where the checks marked what waits for a second person, by revision."""
    found: dict[str, list[tuple[int, int]]] = {}
    for sort in (Promise, PromiseReport):
        query = select(Finding).join(sort, sort.version == Finding.revision_id)
        for one in await session.scalars(query.where(sort.state == SaidState.HELD)):
            found.setdefault(one.revision_id, []).append((one.start, one.end))
    return found


def found_in(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sorted(places))


async def telling(session: AsyncSession, promise_id: str) -> Sequence[tuple[int, int]]:
    """The streams of the other chats that tell of a promise, each with its last number."""
    made = aliased(Chat)
    query = (
        select(Stream.id, Stream.last_seq)
        .join(Chat, Chat.stream_id == Stream.id)
        .join(made, (made.area_id == Chat.area_id) & (made.id != Chat.id))
        .join(Promise, Promise.chat_id == made.id)
        .where(Promise.id == promise_id, Chat.state.not_in(OVER))
    )
    return [(stream, seq) for stream, seq in await session.execute(query)]
