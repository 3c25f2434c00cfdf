"""How a question stands, and the wordings that deeds add to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.rooms import events
from chat.rooms.holding import digest
from chat.rooms.models import (
    Change,
    Finding,
    Question,
    Revision,
)  # fmt: skip
from chat.schedule.models import RUNNING, Chat, Seat
from chat.schedule.verbs import held_chat
from foundation.errors import Forbidden, NotFound
from foundation.events import Stream, record


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and what the checks marked in them."""

    text: str
    findings: tuple[Marked, ...] = ()


async def held_question(session: AsyncSession, question_id: str) -> tuple[Question, Chat, Stream]:
    """The question as it stands, with its chat's stream locked. Raises NotFound."""
    chat_id = await session.scalar(select(Question.chat_id).where(Question.id == question_id))
    if chat_id is None:
        raise NotFound("There is no such question.")
    chat, stream = await held_chat(session, chat_id)
    return await session.get_one(Question, question_id, populate_existing=True), chat, stream


async def stand_alone(
    session: AsyncSession, stream: Stream, root: Question, *, over: bool, at: datetime
) -> None:
    """Have what was merged with a question stand for itself again, as no answer will reach it
    there."""
    query = select(Question).where(Question.merged_into == root.id).order_by(Question.at)
    theirs = (await session.scalars(query)).all()
    if theirs:
        root.support = Question.support - len(theirs)
    for one in theirs:
        one.separate()
        record(session, stream, events.SEPARATED, about=one.id, at=at,
               particulars={"from": root.id})  # fmt: skip
        if over:
            one.lapse()
            record(session, stream, events.LAPSED, about=one.id, at=at)


async def write_marked(
    session: AsyncSession, version: str, *,
    about: str, text: str, findings: Iterable[Marked], by: int | None, at: datetime,
    name: str = "",
) -> None:  # fmt: skip
    """Add a wording with what the checks marked in it."""
    write_revision(session, version, about=about, text=text, by=by, at=at, name=name)
    await session.flush()  # the words first: findings and releases point at them
    session.add_all(
        Finding(revision_id=version, rule=one.rule, start=one.start, end=one.end)
        for one in findings
    )


def write_revision(
    session: AsyncSession, version: str, *,
    about: str, text: str, by: int | None, at: datetime, name: str = "",
    change: Change | None = None,
) -> None:  # fmt: skip
    """Add a wording; wordings are never changed."""
    session.add(
        Revision(
            id=version,
            about=about,
            name=name,
            text=text,
            digest=digest(name, text),
            by=by,
            at=at,
            change=change,
        )
    )


def shows_at_once(chat: Chat) -> bool:
    """Whether what the panel writes now is shown without a second person."""
    return chat.direct and chat.halt is None and chat.state in RUNNING


async def seat_of(session: AsyncSession, chat: Chat, person_id: int) -> Seat:
    """The person's place on the panel. Raises Forbidden."""
    query = select(Seat).where(Seat.chat_id == chat.id, Seat.person_id == person_id)
    seat = await session.scalar(query)
    if seat is None:
        raise Forbidden("You do not have a seat on this chat's panel.")
    return seat
