"""Who is here: counted a process at a time, added up, and said in passing to whoever watches."""

from collections.abc import Sequence
from datetime import datetime

from chat.moderation.crew import Crew
from chat.rooms import queries
from chat.rooms.queries.waiting import by_whom
from chat.rooms.queries.waiting import waiting as others_decide
from chat.rooms.verbs import attend, count_present, leave
from chat.rooms.verbs.company import Count
from chat.schedule import queries as schedule
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
        # By chat, so that a room that empties is counted down to nobody.
        self._said: dict[int, Count] = {}

    @property
    def jobs(self) -> Sequence[Job]:
        return (
            Job("count present", every=EVERY, run=self.count),
            Job("keep watch over desks", every=EVERY, run=keep_watch),
        )

    async def count(self, database: Database, at: datetime) -> None:
        visitors, desks = self._hub.counts("public"), self._hub.counts("desk")
        here: dict[int, Count] = {}
        for stream in {*visitors, *desks}:
            if entry := await self._directory.of(stream):
                moderators = len(self._hub.owners_of(Topic(stream, "desk")))
                here[entry.chat_id] = (visitors.get(stream, 0), moderators)
        changed = {**dict.fromkeys(self._said, (0, 0)), **here}
        if changed:
            async with database.writing() as session:
                await count_present(session, self._place, changed, at=at)
        self._said = here
        async with database.reading() as session:
            waiting = by_whom(await others_decide(session)) if desks else {}
        for stream in {*visitors, *desks, *self._hub.counts("panel")}:
            await self._say(database, stream, waiting, at)

    async def _say(
        self, database: Database, stream: int, waiting: dict[str, str], at: datetime
    ) -> None:
        entry = await self._directory.of(stream)
        if entry is None:
            return
        async with database.reading() as session:
            here = await queries.here(session, entry.chat_id, at)
            uncovered = await schedule.uncovered(session, but=entry.chat_id)
            usual, longest = await schedule.targets(session, entry.chat_id)
        names = ", ".join(self._crew.names(stream))
        for audience in ("public", "panel", "desk"):
            extra: dict[str, str | int] = {"here": here}
            if audience != "public":
                extra["moderators"] = names
            if audience == "desk":
                extra |= {"uncovered": ", ".join(uncovered), "usual": usual, "longest": longest}
                extra |= waiting
            remark = Frame(kind="presence", id="chat", html="", at=stamp(at), extra=extra)
            self._hub.remark(Topic(stream, audience), remark)


async def keep_watch(database: Database, at: datetime) -> None:
    """Halt a room when its last moderator has gone, and let it carry on with the next."""
    async with database.reading() as session:
        left, come = await queries.unattended(session, at)
    for chat_id in left:
        async with database.writing() as session:
            await leave(session, chat_id, at=at)
    for chat_id in come:
        async with database.writing() as session:
            await attend(session, chat_id, at=at)
