"""Plays what stands beside a chat's talk: corrections, what was taken away, promises, a ban and its
appeal, a note to the crew."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from chat.demo.play import READING, Play
from chat.demo.script import Line, Pledge
from chat.moderation import verbs as moderation
from chat.rooms import verbs as rooms
from chat.rooms.holding import Submission
from chat.rooms.models import Correction, Promise, PromiseOutcome, PromiseReport, Reason, Takeaway
from chat.rooms.verbs import Owner, Wording
from chat.schedule import queries as schedule
from foundation.clock import local

KEPT_AFTER = timedelta(days=18)  # what was promised is reported on
AT_NIGHT = timedelta(hours=4)  # who was banned thinks better of it


class Beside:
    """The deeds of one chat that are neither question nor answer, added to its play."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._made: dict[int, str] = {}  # what each deed has made, by its number

    def correct(self, one: Submission, line: Line, *, at: datetime) -> None:
        """Have an answer put right, and a moderator show that."""
        by = self.play.panel[line.by]

        async def write(session: AsyncSession, at: datetime) -> str:
            event = await rooms.correct(
                session, self.play.reply_to(one), words=Wording(line.corrected),
                note=Wording(line.note), by=by, seated=True, at=at,
            )  # fmt: skip
            return str(event.particulars["correction"])

        self.shown(self.make(write, at=at), Correction, at=at + READING)

    def take_away(self, one: Submission, line: Line, *, at: datetime) -> None:
        """Say that a question is answered later, and have a moderator show that."""
        by = self.play.panel[line.by]

        async def say(session: AsyncSession, at: datetime) -> str:
            event = await rooms.take_away(
                session, one.id, owner=await self.owner(session, by), due_on=day(at, line.days),
                words=Wording(line.away), by=by, seated=True, at=at,
            )  # fmt: skip
            return str(event.particulars["takeaway"])

        self.shown(self.make(say, at=at), Takeaway, at=at + READING)

    def shown(self, number: int, table: type[Correction | Takeaway], *, at: datetime) -> None:
        async def show(session: AsyncSession, at: datetime) -> None:
            one = await session.get_one(table, self._made[number])
            await moderation.let_through(session, one.id, version=one.version,
                                         by=self.play.moderator, at=at)  # fmt: skip

        self.play.do(show, at=at)

    def promise(self, pledge: Pledge, *, at: datetime) -> None:
        """Say what will be done; unless it is to wait for a moderator, show it, and what has become
        of it."""
        by = self.play.panel[pledge.by]

        async def say(session: AsyncSession, at: datetime) -> str:
            event = await rooms.promise(
                session, self.play.chat.id, question=None, owner=await self.owner(session, by),
                due_on=day(at, pledge.days), words=Wording(pledge.text), by=by, seated=True, at=at,
            )  # fmt: skip
            return event.about

        made = self.make(say, at=at)

        async def show(session: AsyncSession, at: datetime) -> None:
            one = await session.get_one(Promise, self._made[made])
            await rooms.show_promise(session, one.id, version=one.version, by=self.play.moderator,
                                     at=at)  # fmt: skip

        if not pledge.waits:
            self.play.do(show, at=at + READING)
        if pledge.outcome:
            self.report(made, PromiseOutcome(pledge.outcome), pledge, at=at + KEPT_AFTER)

    def report(
        self, promise: int, outcome: PromiseOutcome, pledge: Pledge, *, at: datetime
    ) -> None:
        """Say what has become of a promise, and have a moderator show that."""

        async def write(session: AsyncSession, at: datetime) -> str:
            event = await rooms.report(
                session, self._made[promise], outcome=outcome, words=Wording(pledge.report),
                by=self.play.panel[pledge.by], seated=True, at=at,
            )  # fmt: skip
            return str(event.particulars["report"])

        made = self.make(write, at=at)

        async def show(session: AsyncSession, at: datetime) -> None:
            one = await session.get_one(PromiseReport, self._made[made])
            await rooms.show_report(session, one.id, version=one.version, by=self.play.moderator,
                                    at=at)  # fmt: skip

        self.play.do(show, at=at + READING)

    def ban(self, one: Submission, line: Line, *, at: datetime) -> None:
        """Let its asker ask no more for so many days, and have them appeal."""

        async def close_the_door(session: AsyncSession, at: datetime) -> str:
            event = await rooms.ban(
                session, one.id, reason=Reason(line.reason), until=at + timedelta(days=line.ban),
                everywhere=False, by=self.play.moderator, at=at,
            )  # fmt: skip
            return str(event.particulars["measure"])

        made = self.make(close_the_door, at=at)
        self.play.do(lambda session, at: rooms.appeal(
            session, int(self._made[made]), text=line.appeal, at=at), at=at + AT_NIGHT)  # fmt: skip

    def note(self, text: str, *, by: int, at: datetime) -> None:
        """Leave a note at the desk."""
        self.play.do(lambda session, at: moderation.write_note(
            session, self.play.chat.id, text=text, about=None, by=by, at=at), at=at)  # fmt: skip

    def make(
        self, deed: Callable[[AsyncSession, datetime], Awaitable[str]], *, at: datetime
    ) -> int:
        """Note a deed that makes something; the number under which later ones find it."""
        number = len(self._made)
        self._made[number] = ""

        async def keep(session: AsyncSession, at: datetime) -> None:
            self._made[number] = await deed(session, at)

        self.play.do(keep, at=at)
        return number

    async def owner(self, session: AsyncSession, by: int) -> Owner:
        seat = await schedule.seat_of(session, self.play.chat.id, by)
        assert seat
        return Owner(seat=seat.id)


def day(at: datetime, days: int) -> date:
    """So many days later, by the calendar."""
    return local(at + timedelta(days=days)).date()
