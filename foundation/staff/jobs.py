"""The moments at which time ends sessions, and at which what is kept no longer goes."""

from datetime import datetime

from foundation.database import Database
from foundation.jobs import Job
from foundation.settings import Settings
from foundation.staff import verbs


def timetable(settings: Settings) -> list[Job]:
    async def expire(database: Database, at: datetime) -> None:
        async with database.writing() as session:
            await verbs.expire(session, settings, at=at)

    async def forget(database: Database, at: datetime) -> None:
        async with database.writing() as session:
            await verbs.forget(session, at=at)

    return [Job("staff.expire", 30, expire), Job("staff.forget", 3600, forget)]
