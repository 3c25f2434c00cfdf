"""The lists that staff edit as they stand, kept in memory: every text is read against them."""

from starlette.requests import Request

from chat import checks
from chat.checks import OWN_WORDS, AbuseList, WatchList
from chat.rooms import queries
from chat.rooms.models import PROGRAMS
from chat.rooms.queries import wordlists
from foundation.database import Database
from foundation.keeping import Kept

FRESH = 2.0  # seconds: another process's change counts at most so much later
FORCE = "force"  # whose the words of abuse are


class Watching:
    """Watch lists by chat and the words of abuse of the whole force, made once a version."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watch = Kept(self._look_up_watch, fresh=FRESH)
        self._abuse = Kept(self._look_up_abuse, fresh=FRESH)
        self._made: dict[int, tuple[int, WatchList]] = {}
        self._made_abuse = (PROGRAMS, OWN_WORDS)

    async def read(self, text: str, *, chat_id: int | None = None) -> tuple[checks.Finding, ...]:
        """What the checks find in a canonical text, by the lists that stand; words that belong to
        no chat have no watch list."""
        watch = await self._watch.of(chat_id) if chat_id is not None else None
        return checks.read(text, watch=watch, abuse=await self._abuse.of(FORCE))

    def forget(self, chat_id: int) -> None:
        """Its watch list was changed here: look again at once."""
        self._watch.forget(chat_id)

    def forget_abuse(self) -> None:
        """The words of abuse were changed here: look again at once."""
        self._abuse.forget(FORCE)

    async def _look_up_watch(self, chat_id: int) -> WatchList:
        async with self._database.reading() as session:
            newest, entries = await queries.watch_words(session, chat_id)
        version, listed = self._made.get(chat_id, (0, WatchList()))
        if newest != version:
            listed = WatchList(entries)
        self._made[chat_id] = newest, listed
        return listed

    async def _look_up_abuse(self, _force: str) -> AbuseList:
        async with self._database.reading() as session:
            newest = await wordlists.abuse_in_force(session)
        version, listed = self._made_abuse
        if newest.version != version:
            listed = wordlists.as_list(newest)
        self._made_abuse = newest.version, listed
        return listed


def watching(request: Request) -> Watching:
    """The lists of the program that answers."""
    return request.app.state.watching
