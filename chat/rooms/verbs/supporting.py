"""Support: others say that they ask a question too, and the room is told of many at once."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from chat.rooms import events
from chat.rooms.models import Question, Support
from chat.rooms.verbs.own import refuse_over
from chat.schedule.models import Chat
from chat.schedule.verbs import held_chat
from foundation.errors import NotFound, WrongState
from foundation.events import record

ONCE = {
    name: dialect.insert(Support).on_conflict_do_nothing().returning(Support.visitor_id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}


# No event and no lock: a crowd may press at once, and nobody is told before `tell_support`, which
# has both.
async def support(
    session: AsyncSession, question_id: str, *, visitor_id: str, at: datetime
) -> None:
    """Ask a released question too, once. Raises NotFound or WrongState."""
    await refuse_support(session, question_id)
    theirs = or_(Question.id == question_id, Question.merged_into == question_id)
    if await session.scalar(select(exists().where(theirs, Question.visitor_id == visitor_id))):
        raise WrongState("You have asked this yourself.")
    row = {"question_id": question_id, "visitor_id": visitor_id, "at": at}
    await count(session, question_id, await session.run_sync(enter, row))


async def withdraw_support(session: AsyncSession, question_id: str, *, visitor_id: str) -> None:
    """Ask it no more. Raises NotFound or WrongState."""
    await refuse_support(session, question_id)
    mine = delete(Support).where(
        Support.question_id == question_id, Support.visitor_id == visitor_id
    )
    gone = await session.scalars(mine.returning(Support.question_id))
    await count(session, question_id, -len(gone.all()))


def enter(session: Session, row: Mapping[str, object]) -> int:
    """How many rows it made: none for whoever had asked it too before."""
    connection = session.connection()
    return len(connection.execute(ONCE[connection.dialect.name], row).all())


async def refuse_support(session: AsyncSession, question_id: str) -> None:
    """Raises NotFound for what the public does not see, and WrongState after the end."""
    question = await session.get(Question, question_id)
    if question is None or question.released is None:
        raise NotFound("There is no such question in the room.")
    refuse_over(await session.get_one(Chat, question.chat_id))


async def count(session: AsyncSession, question_id: str, more: int) -> None:
    """Counted in the database, as others press at the same moment."""
    await session.execute(
        update(Question)
        .where(Question.id == question_id)
        .values(support=Question.support + more)
        .execution_options(synchronize_session=False)
    )


async def tell_support(session: AsyncSession, chat_id: int, *, at: datetime) -> None:
    """Tell the room of all that was counted since it was told last; a halted room is told later."""
    chat, stream = await held_chat(session, chat_id)
    if chat.halt is not None:
        return
    query = select(Question).where(Question.chat_id == chat_id, untold())
    for question in (await session.scalars(query)).all():
        question.support_told = question.support
        record(session, stream, events.SUPPORTED, about=question.id, at=at)


def untold() -> ColumnElement[bool]:
    """What the room does not know yet."""
    return (Question.support != Question.support_told) & Question.released.is_not(None)
