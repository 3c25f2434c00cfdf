"""Who is here: counted a process at a time, added up, and said in passing to whoever watches."""

from datetime import datetime

from chat.moderation.crew import Crew
from chat.rooms import queries
from chat.rooms.verbs import count_present
from chat.schedule.directory import Directory
from foundation.clock import stamp
from foundation.database import Database
from foundation.identifiers import new_id
from foundation.jobs import Job
from foundation.live.hub import Frame, Hub, Topic

EVERY = 5.0  # seconds


class Presence:
    """This process's part of the count, and the remark to its own viewers."""

    def __init__(self, hub: Hub, crew: Crew, directory: Directory) -> None:
        self._hub, self._crew, self._directory = hub, crew, directory
        self._place = new_id()
        self._said: dict[int, int] = {}  # by chat, so that a room that empties is counted down to 0

    @property
    def job(self) -> Job:
        return Job("count present", every=EVERY, run=self.count)

    async def count(self, database: Database, at: datetime) -> None:
        streams = self._hub.counts("public")
        here = {}
        for stream, viewers in streams.items():
            if entry := await self._directory.of(stream):
                here[entry.chat_id] = viewers
        changed = {**dict.fromkeys(self._said, 0), **here}
        if changed:
            async with database.writing() as session:
                await count_present(session, self._place, changed, at=at)
        self._said = here
        for stream in {*streams, *self._hub.counts("desk"), *self._hub.counts("panel")}:
            await self._say(database, stream, at)

    async def _say(self, database: Database, stream: int, at: datetime) -> None:
        entry = await self._directory.of(stream)
        if entry is None:
            return
        async with database.reading() as session:
            here = await queries.here(session, entry.chat_id, at)
        names = ", ".join(self._crew.names(stream))
        for audience in ("public", "panel", "desk"):
            extra: dict[str, str | int] = {"here": here}
            if audience != "public":
                extra["moderators"] = names
            remark = Frame(kind="presence", id="chat", html="", at=stamp(at), extra=extra)
            self._hub.remark(Topic(stream, audience), remark)
