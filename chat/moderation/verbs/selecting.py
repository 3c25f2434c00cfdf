"""One deed on several items: each is decided by itself, so that one which is refused holds up no
other."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.verbs.deciding import approve
from chat.rooms.models import Finding, Lane, Question
from foundation.errors import WrongState
from foundation.events import Event


async def approve_unmarked(
    session: AsyncSession, question_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Approve one of several. Raises WrongState for what bears any mark, perhaps a name alone, and
    is read by itself."""
    marked = exists().where(Finding.revision_id == Question.version)
    query = select(Question.id).where(Question.id == question_id)
    if await session.scalar(query.where(or_(marked, Question.lane != Lane.ORDINARY))):
        raise WrongState("This is marked: open it and decide on it by itself.")
    return await approve(session, question_id, version=version, by=by, at=at)
