"""The check of a team that is named as the one who will act: the name is an officer's own words."""

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import OWN_WORDS, Finding, WatchList, read
from chat.rooms import queries
from chat.rooms.queries.wordlists import abuse_in_force, as_list

Named = tuple[int, str]  # a chat, and the team as it was named there


async def found_in_teams(
    session: AsyncSession, teams: Iterable[Named]
) -> Mapping[Named, tuple[Finding, ...]]:
    """What the checks find in each name; read anew whenever a moderator is shown it, so that its
    chat's watch list and the words of abuse count as they stand."""
    found: dict[Named, tuple[Finding, ...]] = {}
    watched: dict[int, WatchList] = {}
    named = sorted(one for one in set(teams) if one[1])
    abuse = as_list(await abuse_in_force(session)) if named else OWN_WORDS
    for chat_id, team in named:
        if chat_id not in watched:
            watched[chat_id] = WatchList((await queries.watch_words(session, chat_id))[1])
        marked = read(team, watch=watched[chat_id], abuse=abuse)
        found[chat_id, team] = tuple(one for one in marked if one.rule != "urgent")
    return found
