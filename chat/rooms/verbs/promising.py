"""Promising: what was said in a chat that would be done, and what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import (
    Promise,
    PromiseOutcome,
    PromiseReport,
    Question,
    Reason,
    Said,
    SaidState,
)
from chat.rooms.verbs.standing import Wording, seat_of, write_marked
from chat.rooms.verbs.taking import Owner, refuse_day, refuse_owner
from chat.schedule.models import OVER, Chat
from foundation.clock import local
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Kind, Stream, lock, record
from foundation.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Told:
    """A chat with its stream, and those of the area's other chats that tell of its promises."""

    chat: Chat
    stream: Stream
    others: Sequence[tuple[Chat, Stream]]


async def promise(
    session: AsyncSession, chat_id: int, *,
    question: str | None, owner: Owner, due_on: date, words: Wording,
    by: int, seated: bool, at: datetime,
) -> Event:  # fmt: skip
    """Write down what will be done; a second person lets it be shown. `seated`: only somebody with
    a seat may.

    Raises Forbidden without one, NotFound for another chat's question, Invalid for another chat's
    seat or a day that is past or too far off.
    """
    told = await held_told(session, chat_id)
    if seated:
        await seat_of(session, told.chat, by)
    if question is not None:
        found = await session.get(Question, question)
        if found is None or found.chat_id != told.chat.id or found.released is None:
            raise NotFound("There is no such question in this chat.")
    await refuse_owner(session, told.chat, owner)
    refuse_day(due_on, local(at).date())
    one = Promise(
        id=new_id(), chat_id=told.chat.id, question_id=question, seat_id=owner.seat,
        team=owner.team, due_on=due_on, state=SaidState.HELD, version=new_id(), by=by, at=at,
    )  # fmt: skip
    await hold(session, one, words, by=by, at=at)
    return note(session, told, events.PROMISED, one.id, by=by, at=at)


async def report(
    session: AsyncSession, promise_id: str, *,
    outcome: PromiseOutcome, words: Wording, by: int, seated: bool, at: datetime,
) -> Event:  # fmt: skip
    """Say what has become of a promise that is shown; a second person lets it be read.

    Raises Forbidden, NotFound, or WrongState unless it is shown and no report on it waits.
    """
    made = await promise_of(session, promise_id)
    told = await held_told(session, made.chat_id)
    await session.refresh(made)
    if seated:
        await seat_of(session, told.chat, by)
    if made.state is not SaidState.RELEASED:
        raise WrongState("Only a promise that is shown can be reported on.", state=made.state)
    waiting = select(PromiseReport.id).where(
        PromiseReport.promise_id == made.id, PromiseReport.state == SaidState.HELD
    )
    if await session.scalar(waiting.limit(1)):
        raise WrongState("A report on this promise waits for a second person already.")
    one = PromiseReport(id=new_id(), chat_id=told.chat.id, promise_id=made.id, outcome=outcome,
                 state=SaidState.HELD, version=new_id(), by=by, at=at)  # fmt: skip
    await hold(session, one, words, by=by, at=at)
    return note(session, told, events.REPORTED, made.id, by=by, at=at,
                particulars={"report": one.id, "outcome": outcome.value})  # fmt: skip


async def hold(
    session: AsyncSession, one: Promise | PromiseReport, words: Wording, *, by: int, at: datetime
) -> None:
    await write_marked(session, one.version, about=one.id, text=words.text,
                       findings=words.findings, by=by, at=at)  # fmt: skip
    session.add(one)


async def show_promise(
    session: AsyncSession, promise_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Let a promise be shown. Raises WrongState, also for one's own, and while a room is halted."""
    one, told = await held_promise(session, promise_id)
    refuse_unseen(one, version, by)
    refuse_halted(told)
    one.release(version=version, at=at)
    return note(session, told, events.PROMISE_MADE, one.id, by=by, at=at, public=True)


async def return_promise(
    session: AsyncSession, promise_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Give a promise back to its author unshown. Raises WrongState."""
    one, told = await held_promise(session, promise_id)
    refuse_stale(one, version)
    one.give_back(reason)
    return note(session, told, events.PROMISE_RETURNED, one.id, by=by, at=at,
                particulars={"reason": reason.value})  # fmt: skip


async def withdraw_promise(
    session: AsyncSession, promise_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take a promise down after showing, with what was told of it. Raises WrongState."""
    one, told = await held_promise(session, promise_id)
    one.withdraw(reason)
    return note(session, told, events.PROMISE_WITHDRAWN, one.id, by=by, at=at, public=True,
                particulars={"reason": reason.value})  # fmt: skip


async def show_report(
    session: AsyncSession, report_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Let it be read what has become of a promise. Raises WrongState, also for one's own, and while
    a room is halted."""
    one, told = await held_report(session, report_id)
    refuse_unseen(one, version, by)
    refuse_halted(told)
    if (await promise_of(session, one.promise_id)).state is not SaidState.RELEASED:
        raise WrongState("The promise has been taken down.")
    query = select(PromiseReport).where(
        PromiseReport.promise_id == one.promise_id, PromiseReport.state == SaidState.RELEASED
    )
    for earlier in await session.scalars(query):
        earlier.replace()
    one.release(version=version, at=at)
    return note(session, told, events.REPORT_SHOWN, one.promise_id, by=by, at=at, public=True,
                particulars={"report": one.id})  # fmt: skip


async def return_report(
    session: AsyncSession, report_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Give a report back to its author unread. Raises WrongState."""
    one, told = await held_report(session, report_id)
    refuse_stale(one, version)
    one.give_back(reason)
    return note(session, told, events.REPORT_RETURNED, one.promise_id, by=by, at=at,
                particulars={"report": one.id, "reason": reason.value})  # fmt: skip


def refuse_unseen(one: Said, version: str, by: int) -> None:
    """Nobody lets their own words through, nor any they were not shown. Raises WrongState."""
    refuse_stale(one, version)
    if one.by == by:
        raise WrongState("You wrote this: somebody else must let it through.")


def refuse_halted(told: Told) -> None:
    """Nothing new is shown in a room that is halted, nor on its area's page. Raises WrongState."""
    for chat in (told.chat, *(other for other, _ in told.others)):
        if chat.halt is not None:
            raise WrongState(
                f"“{chat.title}” is halted: nothing new is shown in its area until it carries on.",
                halt=chat.halt.value,
            )


def refuse_stale(one: Said, version: str) -> None:
    if one.version != version:
        raise WrongState("This has changed since you opened it. Look again.")


async def promise_of(session: AsyncSession, promise_id: str) -> Promise:
    found = await session.get(Promise, promise_id)
    if found is None:
        raise NotFound("There is no such promise.")
    return found


async def held_promise(session: AsyncSession, promise_id: str) -> tuple[Promise, Told]:
    """The promise as it stands, with the streams that tell of it locked. Raises NotFound."""
    one = await promise_of(session, promise_id)
    told = await held_told(session, one.chat_id)
    await session.refresh(one)
    return one, told


async def held_report(session: AsyncSession, report_id: str) -> tuple[PromiseReport, Told]:
    """The same for a report."""
    one = await session.get(PromiseReport, report_id)
    if one is None:
        raise NotFound("There is no such report.")
    told = await held_told(session, one.chat_id)
    await session.refresh(one)
    return one, told


async def held_told(session: AsyncSession, chat_id: int) -> Told:
    """A chat and those that tell of its promises, all their streams locked: always in the order of
    their numbers, or two deeds could wait for each other for ever."""
    chat = await session.get_one(Chat, chat_id)
    query = select(Chat).where(
        Chat.area_id == chat.area_id, Chat.area_id.is_not(None), Chat.id != chat.id,
        Chat.state.not_in(OVER),
    )  # fmt: skip
    others = (await session.scalars(query)).all()
    streams = {
        one.id: await lock(session, one.stream_id)
        for one in sorted([chat, *others], key=lambda one: one.stream_id)
    }
    return Told(chat, streams[chat.id], [(one, streams[one.id]) for one in others])


def note(
    session: AsyncSession, told: Told, kind: Kind, about: str, *,
    by: int, at: datetime, public: bool = False,
    particulars: dict[str, str | int | bool | None] | None = None,
) -> Event:  # fmt: skip
    """The event of a deed in the chat itself, and where it is public in those that tell of it."""
    for other, stream in told.others if public else ():
        record(session, stream, events.PROMISES, about=other.slug, at=at)
    return record(session, told.stream, kind, about=about, by=by, at=at, particulars=particulars)
