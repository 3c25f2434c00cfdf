"""What was taken away: whether it is still owed, and when it no longer is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import Answer, Question, SaidState, Takeaway


async def takeaways(
    session: AsyncSession, question_id: str, state: SaidState
) -> Sequence[Takeaway]:
    query = select(Takeaway).where(Takeaway.question_id == question_id, Takeaway.state == state)
    return (await session.scalars(query)).all()


async def keep(session: AsyncSession, question: Question, reply: Answer, *, at: datetime) -> None:
    """What was taken away before this answer was written is answered by it."""
    for one in await takeaways(session, question.id, SaidState.RELEASED):
        if one.at < reply.at and one.done_at is None:
            one.done_at = at


async def owe_again(session: AsyncSession, question: Question) -> None:
    """Its last public answer was taken down: what was taken away stands again."""
    for one in await takeaways(session, question.id, SaidState.RELEASED):
        one.done_at = None


async def is_owed(session: AsyncSession, question: Question) -> bool:
    """Whether it was said in public that it will be answered later, and it has not been."""
    found = await takeaways(session, question.id, SaidState.RELEASED)
    return any(one.done_at is None for one in found)
