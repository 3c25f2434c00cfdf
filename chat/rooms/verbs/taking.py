"""Taking away: a question is answered later, by somebody and by a day that all are told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events
from chat.rooms.models import Correction, SaidState, Takeaway
from chat.rooms.verbs.correcting import show_correction
from chat.rooms.verbs.owing import takeaways
from chat.rooms.verbs.standing import Wording, held_question, shows_at_once, write_marked
from chat.schedule import queries as schedule
from chat.schedule.models import Chat, Seat
from foundation.clock import local
from foundation.errors import Forbidden, Invalid, NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id

LONGEST_WAY = timedelta(days=90)  # how far off the day may be


@dataclass(frozen=True, slots=True)
class Owner:
    """Who will answer: somebody on the panel, by seat, or a team in words."""

    seat: int | None = None
    team: str = ""


async def take_away(
    session: AsyncSession, question_id: str, *,
    owner: Owner, due_on: date, words: Wording, by: int, seated: bool, at: datetime,
) -> Event:  # fmt: skip
    """Say that a question is answered later, or say it anew: held for a second person, or shown at
    once where the chat is direct. `seated`: only somebody with a seat may.

    Raises Forbidden without one, WrongState unless the question is shown and none of these waits,
    Invalid for another chat's seat or a day that is past or too far off.
    """
    question, chat, stream = await held_question(session, question_id)
    seat = await schedule.seat_of(session, chat.id, by)
    if seat is None and seated:
        raise Forbidden("You do not have a seat on this chat's panel.")
    if question.number is None:
        raise NotFound("There is no such question.")
    if question.released is None:
        raise WrongState("This question has been taken down.", state=question.state)
    await refuse_owner(session, chat, owner)
    refuse_day(due_on, local(at).date())
    if await takeaways(session, question.id, SaidState.HELD):
        raise WrongState("This question has been taken away already: a moderator reads that now.")
    one = Takeaway(
        id=new_id(), chat_id=chat.id, question_id=question.id, seat_id=owner.seat, team=owner.team,
        due_on=due_on, state=SaidState.HELD, version=new_id(), by=by, at=at,
    )  # fmt: skip
    await write_marked(session, one.version, about=one.id, text=words.text,
                       findings=words.findings, by=by, at=at)  # fmt: skip
    session.add(one)
    if seat is not None and question.seat_id == seat.id:
        question.put_down(seat.id)
    if shows_at_once(chat):
        return await show_said(session, stream, one, version=one.version, by=by, at=at)
    return record(session, stream, events.TAKE_AWAY_HELD, about=question.id, by=by, at=at,
                  particulars={"takeaway": one.id})  # fmt: skip


async def refuse_owner(session: AsyncSession, chat: Chat, owner: Owner) -> None:
    """Raises Invalid unless it is a team, or a seat of this chat."""
    if owner.seat is None:
        if not owner.team:
            raise Invalid("Say who: one of the panel, or a team.", field="seat")
        return
    place = await session.get(Seat, owner.seat)
    if place is None or place.chat_id != chat.id:
        raise Invalid("Choose somebody with a seat on this chat's panel.", field="seat")


def refuse_day(due_on: date, today: date) -> None:
    """Raises Invalid for a day that is past or too far off."""
    if due_on < today:
        raise Invalid("Choose a day that is not past.", field="due")
    if due_on > today + LONGEST_WAY:
        raise Invalid(f"Choose a day within {LONGEST_WAY.days} days.", field="due")


async def show_said(
    session: AsyncSession, stream: Stream, one: Correction | Takeaway, *,
    version: str, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Show what was said beside the answers, in the words of that revision; the caller holds the
    stream. Raises WrongState."""
    if isinstance(one, Correction):
        return await show_correction(session, stream, one, version=version, by=by, at=at)
    for earlier in await takeaways(session, one.question_id, SaidState.RELEASED):
        earlier.replace()
        one.changed = one.changed or earlier.done_at is None
    one.release(version=version, at=at)
    return record(session, stream, events.TAKEN_AWAY, about=one.question_id, by=by, at=at,
                  particulars={"takeaway": one.id})  # fmt: skip
