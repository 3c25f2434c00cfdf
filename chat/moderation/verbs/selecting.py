"""One deed on several items: each is decided by itself, so that one which is refused holds up no
other."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.verbs.deciding import approve
from chat.rooms.models import Lane, Question
from foundation.errors import WrongState
from foundation.events import Event


async def approve_unmarked(
    session: AsyncSession, question_id: str, *, version: str, by: int, at: datetime
) -> Event:
    """Approve one of several. Raises WrongState for what is marked, which is read by itself."""
    question = await session.get(Question, question_id)
    if question is not None and question.lane is not Lane.ORDINARY:
        raise WrongState("This is marked: open it and decide on it by itself.")
    return await approve(session, question_id, version=version, by=by, at=at)
