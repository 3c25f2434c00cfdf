"""Keeping order: what a moderator may do about an asker, each deed over one question of theirs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import Appeal, Measure, Outcome, Question, Reason, Sort
from chat.rooms.verbs.own import refuse_over
from chat.rooms.verbs.standing import held_question
from chat.rooms.verbs.traces import last_address
from chat.schedule.models import Chat
from chat.schedule.verbs import held_chat
from foundation.clock import stamp
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Kind, Stream, record

STANDS = {
    Sort.SLOWING: "This asker has been slowed down at least as much already.",
    Sort.MUTE: "This asker has been muted for at least as long already.",
    Sort.BAN: "This asker has been banned for at least as long already.",
    Sort.TRUST: "This asker is trusted in this chat already.",
}
CHATS_END = "the chat's end"


async def warn(
    session: AsyncSession, question_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Tell an asker that it cannot go on like this."""
    question, chat, stream = await held_question(session, question_id)
    measure = take(question, chat, Sort.WARNING, reason, by=by, at=at)
    return await enter(session, stream, measure, events.WARNED)


async def slow_down(
    session: AsyncSession, question_id: str, *, reason: Reason, every: int, by: int, at: datetime
) -> Event:
    """Let an asker ask once in so many seconds in this chat. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    measure = take(question, chat, Sort.SLOWING, reason, by=by, at=at)
    measure.every = every
    return await enter(session, stream, measure, events.SLOWED)


async def mute(
    session: AsyncSession, question_id: str, *,
    reason: Reason, until: datetime | None, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Take nothing more from an asker until then, or for the rest of the chat. Raises
    WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    measure = take(question, chat, Sort.MUTE, reason, by=by, at=at)
    measure.until = until
    return await enter(session, stream, measure, events.MUTED)


async def ban(
    session: AsyncSession, question_id: str, *,
    reason: Reason, until: datetime, everywhere: bool, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Take nothing more from an asker until then: in this chat and the others of its area, or
    anywhere. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    measure = take(question, chat, Sort.BAN, reason, by=by, at=at)
    measure.until, measure.everywhere = until, everywhere
    measure.area_id = chat.area_id
    measure.address = await last_address(session, question.visitor_id, at=at)
    kind = events.BANNED_EVERYWHERE if everywhere else events.BANNED
    return await enter(session, stream, measure, kind)


async def trust(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Let an asker's questions in this chat wait as if each were their first; every one is still
    held. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    measure = take(question, chat, Sort.TRUST, None, by=by, at=at)
    return await enter(session, stream, measure, events.TRUSTED)


def take(
    question: Question, chat: Chat, sort: Sort, reason: Reason | None, *, by: int, at: datetime
) -> Measure:
    return Measure(
        sort=sort, visitor_id=question.visitor_id, chat_id=chat.id, question_id=question.id,
        everywhere=False, reason=reason, by=by, at=at,
    )  # fmt: skip


async def enter(session: AsyncSession, stream: Stream, measure: Measure, kind: Kind) -> Event:
    """Have it stand, unless something does that makes it idle. Raises WrongState."""
    if measure.sort in STANDS:
        await refuse_idle(session, measure)
    session.add(measure)
    await session.flush()
    particulars: dict[str, str | int] = {
        "measure": measure.id, "reason": measure.reason.value if measure.reason else "",
    }  # fmt: skip
    if measure.sort in {Sort.MUTE, Sort.BAN}:
        particulars["until"] = stamp(measure.until) if measure.until else CHATS_END
    if measure.every:
        particulars["every"] = measure.every
    return record(session, stream, kind, about=measure.question_id, by=measure.by, at=measure.at,
                  particulars=particulars)  # fmt: skip


async def refuse_idle(session: AsyncSession, measure: Measure) -> None:
    """Raises WrongState for what would change nothing."""
    query = select(Measure).where(
        Measure.visitor_id == measure.visitor_id, Measure.sort == measure.sort,
        Measure.lifted_at.is_(None),
    )  # fmt: skip
    for one in await session.scalars(query):
        enough = (one.every or 0) >= (measure.every or 0) and one.lasts(measure.until)
        if one.stands(measure.at) and one.covers(measure) and enough:
            raise WrongState(STANDS[measure.sort], limit=one.sort.value)


async def lift_limit(session: AsyncSession, measure_id: int, *, by: int, at: datetime) -> Event:
    """End before its time what stands on an asker; an appeal against it is heard by that.

    Raises NotFound or WrongState.
    """
    measure, stream = await held_measure(session, measure_id)
    measure.lift(by, at=at)
    query = select(Appeal).where(Appeal.measure_id == measure.id, Appeal.outcome.is_(None))
    if waiting := await session.scalar(query):
        waiting.decide(Outcome.LIFTED, reply="", by=by, at=at)
    return record(session, stream, events.LIMIT_LIFTED, about=measure.question_id, by=by, at=at,
                  particulars={"measure": measure.id, "sort": measure.sort.value})  # fmt: skip


async def held_measure(session: AsyncSession, measure_id: int) -> tuple[Measure, Stream]:
    """A measure as it stands, with the stream of its chat locked. Raises NotFound."""
    chat_id = await session.scalar(select(Measure.chat_id).where(Measure.id == measure_id))
    if chat_id is None:
        raise NotFound("There is no such limit.")
    _, stream = await held_chat(session, chat_id)
    return await session.get_one(Measure, measure_id, populate_existing=True), stream
