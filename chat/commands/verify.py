"""`./webchat verify`: whether the log is as it was written."""

from pathlib import Path

from chat.commands.answers import CannotGoOn
from chat.commands.migrate import knock
from foundation.database import Database
from foundation.settings import Settings
from foundation.verifying import Head, read_heads, verify, write_heads


async def look(settings: Settings, heads: Path | None) -> tuple[list[str], int]:
    """What is wrong with the log, a sentence each, and how many lines it has.

    Where all is well the ends of its streams are noted in `heads`. Raises CannotGoOn.
    """
    knock(settings.database)
    try:
        noted = read_heads(heads) if heads else {}
    except (OSError, ValueError, TypeError):
        raise CannotGoOn(f"{heads} is not a list of ends that this program wrote.") from None
    database = Database(settings.database)
    faults: list[str] = []
    ends: list[Head] = []
    async with database.reading() as session:
        async for head, found in verify(session, noted):
            ends.append(head)
            faults += [f"{head.stream}: {fault}." for fault in found]
    await database.close()
    if heads and not faults:
        write_heads(heads, ends)
    return faults, sum(head.seq for head in ends)
