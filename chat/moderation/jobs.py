"""The desk's moments in time."""

from datetime import datetime

from sqlalchemy import select

from chat.moderation import verbs
from chat.moderation.models import Lease
from foundation.database import Database
from foundation.jobs import Job


async def free_items(database: Database, at: datetime) -> None:
    """Show to all desks what has fallen free because its holder fell silent."""
    async with database.reading() as session:
        silent = (await session.scalars(select(Lease.about).where(Lease.until <= at))).all()
    for item in silent:
        async with database.writing() as session:
            await verbs.free(session, item, at=at)


timetable = [Job("free items", every=1, run=free_items)]
