"""Each chat's watch list as it stands, kept in memory: every question is read against it."""

import time

from starlette.requests import Request

from chat.checks import WatchList
from chat.rooms import queries
from foundation.database import Database

FRESH = 2.0  # seconds: another process's change counts at most so much later


class Watching:
    """Watch lists by chat, made once a version."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[int, tuple[float, int, WatchList]] = {}

    async def over(self, chat_id: int) -> WatchList:
        """The list that the words of a chat are read against; an empty one where there is none."""
        until, version, listed = self._kept.get(chat_id, (0.0, 0, WatchList()))
        if time.monotonic() < until:
            return listed
        async with self._database.reading() as session:
            newest, entries = await queries.watch_words(session, chat_id)
        if newest != version:
            listed = WatchList(entries)
        self._kept[chat_id] = (time.monotonic() + FRESH, newest, listed)
        return listed

    def forget(self, chat_id: int) -> None:
        """It was changed here: look again at once."""
        self._kept.pop(chat_id, None)


def watching(request: Request) -> Watching:
    """The watch lists of the program that answers."""
    return request.app.state.watching
