"""What stands against an asker, as the room looks it up, and in the words its asker reads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import Appeal, Measure, Outcome, Question, Reason, Sort
from chat.schedule.models import Chat
from foundation.errors import NotFound
from foundation.web.templates import day, hour

WHY = {
    Reason.PERSONAL: "personal information in what you wrote",
    Reason.LIVE_INVESTIGATION: "what you wrote of a live investigation",
    Reason.SPECULATION: "rumours or guesses",
    Reason.ABUSE: "abusive words",
    Reason.DUPLICATE: "asking the same again and again",
    Reason.OFF_TOPIC: "questions that are not for this chat",
}
BROKEN = "breaking the house rules"
MINUTE = 60


def here(chat: ColumnElement[int], area: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Whether a measure holds in that chat of that area."""
    return or_(Measure.chat_id == chat, Measure.everywhere, Measure.area_id == area)


# Prepared, as each question that comes in is looked up: what holds for these visitors, and bans on
# whoever else asked from these addresses today.
STANDING = (
    select(
        Measure.id, Measure.visitor_id, Measure.sort, Measure.reason, Measure.until, Measure.every,
        Measure.everywhere, Question.receipt, Measure.address,
    )
    .join(Question, Question.id == Measure.question_id)
    .where(here(bindparam("chat"), bindparam("area")), Measure.sort != Sort.WARNING)
    .where(Measure.lifted_at.is_(None))
    .where(or_(Measure.until.is_(None), Measure.until > bindparam("at")))
    .where(
        Measure.visitor_id.in_(bindparam("visitors", expanding=True))
        | Measure.address.in_(bindparam("addresses", expanding=True))
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure that holds for an asker now."""

    id: int
    visitor_id: str
    sort: Sort
    reason: Reason | None
    until: datetime | None
    every: int | None
    everywhere: bool
    receipt: str  # of the question over which it was taken: the asker's own
    address: str | None

    @property
    def sentence(self) -> str:
        return sentence(self.sort, self.reason, self.until, self.every, everywhere=self.everywhere)

    @property
    def appeal_url(self) -> str:
        """Where its asker can say something against it; empty where it is no ban."""
        return f"/questions/{self.receipt}/appeal" if self.sort is Sort.BAN else ""


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure as its asker reads of it, with the question over which it was taken."""

    sort: Sort
    sentence: str
    lifted: bool
    appealed: bool = False
    outcome: Outcome | None = None  # of the appeal
    reply: str = ""  # of whoever decided on it

    @property
    def appealable(self) -> bool:
        return self.sort is Sort.BAN and not self.lifted and not self.appealed


async def weightiest(
    session: AsyncSession, chat: Chat, visitor_id: str, *, at: datetime
) -> Standing | None:
    """What holds for a visitor in a chat and bars them longest; None when nothing does."""
    its = {"chat": chat.id, "area": chat.area_id, "at": at, "visitors": [visitor_id],
           "addresses": []}  # fmt: skip
    rows = [Standing(*row) for row in await session.execute(STANDING, its)]
    found = [one for one in rows if one.sort is not Sort.TRUST]
    return max(found, key=weight, default=None)


def weight(one: Standing) -> tuple[bool, bool, bool, float]:
    """Sorts what holds: bans before mutes before the rest, and the longest first."""
    end = one.until.timestamp() if one.until else float("inf")
    return one.sort is Sort.BAN, one.sort is Sort.MUTE, one.everywhere, end


async def taken_over(
    session: AsyncSession, questions: Collection[str]
) -> dict[str, tuple[OwnMeasure, ...]]:
    """The measures that were taken over each of these questions, for their asker to read."""
    query = (
        select(Measure, Appeal)
        .outerjoin(Appeal, Appeal.measure_id == Measure.id)
        .where(Measure.question_id.in_(questions), Measure.sort != Sort.TRUST)
        .order_by(Measure.id)
    )
    found: dict[str, tuple[OwnMeasure, ...]] = {}
    for one, against in await session.execute(query) if questions else ():
        if one.sort is Sort.WARNING and one.lifted_at is not None:
            continue  # it was taken back
        found[one.question_id] = (*found.get(one.question_id, ()), as_its_askers(one, against))
    return found


@dataclass(frozen=True, slots=True)
class OwnBan:
    """A ban as its asker's page of appeal has it, with what they have said."""

    id: int
    own: OwnMeasure
    stands: bool
    text: str


async def ban_over(session: AsyncSession, question_id: str, *, at: datetime) -> OwnBan:
    """The last ban that was made over a question. Raises NotFound."""
    query = (
        select(Measure, Appeal)
        .outerjoin(Appeal, Appeal.measure_id == Measure.id)
        .where(Measure.question_id == question_id, Measure.sort == Sort.BAN)
        .order_by(Measure.id.desc())
    )
    row = (await session.execute(query.limit(1))).one_or_none()
    if row is None:
        raise NotFound("There is no ban to appeal against.")
    one, against = row
    text = against.text if against else ""
    return OwnBan(one.id, as_its_askers(one, against), one.stands(at), text)


def as_its_askers(one: Measure, against: Appeal | None) -> OwnMeasure:
    words = sentence(one.sort, one.reason, one.until, one.every, everywhere=one.everywhere)
    lifted = one.lifted_at is not None
    if against is None:
        return OwnMeasure(one.sort, words, lifted)
    return OwnMeasure(one.sort, words, lifted, appealed=True, outcome=against.outcome,
                      reply=against.reply)  # fmt: skip


def sentence(
    sort: Sort, reason: Reason | None, until: datetime | None, every: int | None, *,
    everywhere: bool,
) -> str:  # fmt: skip
    """What a measure says to its asker."""
    why = WHY.get(reason, BROKEN) if reason else BROKEN
    if sort is Sort.WARNING:
        return f"A moderator warns you because of {why}. If it goes on, you can no longer ask here."
    if sort is Sort.SLOWING:
        pace = f"you can ask once in {lasting(every or MINUTE)} in this chat"
        return f"A moderator has slowed you down because of {why}: {pace}."
    if sort is Sort.MUTE:
        span = f"until {hour(until)}" if until else "for the rest of this chat"
        return f"A moderator has muted you {span} because of {why}. You can still read along."
    place = "all our chats" if everywhere else "this room"
    span = f"until the end of {last_day(until)}" if until else "for now"
    return f"A moderator has banned you from {place} {span} because of {why}. You can still read."


def last_day(until: datetime) -> str:
    """The day at whose end a ban ends."""
    return day(until - timedelta(seconds=1))


def lasting(seconds: int) -> str:
    """Two minutes, or ninety seconds."""
    if seconds % MINUTE:
        return f"{seconds} seconds"
    minutes = seconds // MINUTE
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def barring(found: Iterable[Standing], bars: Collection[Sort]) -> Standing | None:
    """The first that keeps its asker from asking at all."""
    return next((one for one in found if one.sort in bars), None)
