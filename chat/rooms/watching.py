"""Each chat's watch list as it stands, kept in memory: every question is read against it."""

from starlette.requests import Request

from chat.checks import WatchList
from chat.rooms import queries
from foundation.database import Database
from foundation.keeping import Kept

FRESH = 2.0  # seconds: another process's change counts at most so much later


class Watching:
    """Watch lists by chat, made once a version."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest = Kept(self._look, fresh=FRESH)
        self._made: dict[int, tuple[int, WatchList]] = {}

    async def over(self, chat_id: int) -> WatchList:
        """The list that the words of a chat are read against; an empty one where there is none."""
        return await self._newest.of(chat_id)

    def forget(self, chat_id: int) -> None:
        """It was changed here: look again at once."""
        self._newest.forget(chat_id)

    async def _look(self, chat_id: int) -> WatchList:
        async with self._database.reading() as session:
            newest, entries = await queries.watch_words(session, chat_id)
        version, listed = self._made.get(chat_id, (0, WatchList()))
        if newest != version:
            listed = WatchList(entries)
        self._made[chat_id] = newest, listed
        return listed


def watching(request: Request) -> Watching:
    """The watch lists of the program that answers."""
    return request.app.state.watching
