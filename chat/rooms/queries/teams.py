"""The check of a team that is named as the one who will act: the name is an officer's own words."""

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding, WatchList, read
from chat.rooms import queries

Named = tuple[int, str]  # a chat, and the team as it was named there


async def found_in_teams(
    session: AsyncSession, teams: Iterable[Named]
) -> Mapping[Named, tuple[Finding, ...]]:
    """What the checks find in each name; read anew whenever a moderator is shown it, so that its
    chat's watch list counts as it stands."""
    found: dict[Named, tuple[Finding, ...]] = {}
    watched: dict[int, WatchList] = {}
    for chat_id, team in sorted(one for one in set(teams) if one[1]):
        if chat_id not in watched:
            watched[chat_id] = WatchList((await queries.watch_words(session, chat_id))[1])
        marked = read(team, watch=watched[chat_id])
        found[chat_id, team] = tuple(one for one in marked if one.rule != "urgent")
    return found
