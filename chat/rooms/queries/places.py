"""Where something belongs."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import Answer, Promise, Question
from chat.schedule.models import Chat
from foundation.errors import NotFound

Thing = type[Question] | type[Answer] | type[Promise]
NAMES: dict[Thing, str] = {Question: "question", Answer: "answer", Promise: "promise"}


async def slug_of(session: AsyncSession, table: Thing, its_id: str) -> str:
    """The address of the chat that it belongs to. Raises NotFound."""
    query = select(Chat.slug).join(table, table.chat_id == Chat.id).where(table.id == its_id)
    slug = await session.scalar(query)
    if slug is None:
        raise NotFound(f"There is no such {NAMES[table]}.")
    return slug
