"""`./webchat seed`: the force's districts, areas and teams."""

from chat.commands.serve import make_ready
from chat.demo.force import places
from foundation.database import Database
from foundation.settings import Settings, make_folder


async def seed(settings: Settings) -> str:
    """Put in what is missing; says how many areas there are now."""
    make_folder(settings)
    make_ready(settings)
    database = Database(settings.database)
    async with database.writing() as session:
        areas = await places(session)
    await database.close()
    return f"{len(areas)} areas and their neighbourhood teams are in the diary."
