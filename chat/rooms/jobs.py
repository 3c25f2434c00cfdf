"""The room's moments in time."""

from datetime import datetime

from sqlalchemy import select

from chat.rooms import verbs
from chat.rooms.models import Question, QuestionState
from chat.schedule import queries as schedule
from chat.schedule.models import RUNNING, Chat
from foundation.database import Database
from foundation.jobs import Job


async def turn_chats(database: Database, at: datetime) -> None:
    """Open and close chats at their moment, also those whose moment came while nobody ran."""
    async with database.reading() as session:
        due = await schedule.due(session, at)
    for chat_id in due:
        async with database.writing() as session:
            await verbs.turn(session, chat_id, at=at)


async def tell_askers(database: Database, at: datetime) -> None:
    """Tell askers of rejections that can no longer be undone."""
    query = select(Question.id).where(
        Question.state == QuestionState.REJECTED, Question.told.is_(False),
        Question.decided_at <= at - verbs.UNDO,
    )  # fmt: skip
    async with database.reading() as session:
        waiting = (await session.scalars(query)).all()
    for question_id in waiting:
        async with database.writing() as session:
            await verbs.tell(session, question_id, at=at)


async def tell_support(database: Database, at: datetime) -> None:
    """Tell each room how many ask its questions too: of many at once, as a crowd may press."""
    query = (
        select(Question.chat_id)
        .join(Chat, Chat.id == Question.chat_id)
        .where(Chat.state.in_(RUNNING), Chat.halt.is_(None), verbs.untold())
    )
    async with database.reading() as session:
        moved = (await session.scalars(query.distinct())).all()
    for chat_id in moved:
        async with database.writing() as session:
            await verbs.tell_support(session, chat_id, at=at)


async def forget_addresses(database: Database, at: datetime) -> None:
    """Throw away what told where questions of days before came from."""
    async with database.writing() as session:
        await verbs.forget_addresses(session, at=at)


timetable = [
    Job("turn chats", every=1.0, run=turn_chats),
    Job("tell support", every=5.0, run=tell_support),
    Job("tell askers", every=1.0, run=tell_askers),
    Job("forget addresses", every=60.0, run=forget_addresses),
]
