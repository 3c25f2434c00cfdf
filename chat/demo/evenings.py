"""Puts the demonstration's chats in the diary and plays what has been said in them until now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import OWN_WORDS
from chat.demo import diary
from chat.demo.beside import Beside
from chat.demo.cast import BETH, OFFICERS, PRIYA, SAM
from chat.demo.force import slug, team
from chat.demo.play import Play
from chat.demo.script import Evening, Occasion, Other, Standard, read
from chat.demo.straight import Writer
from chat.rooms import verbs as rooms
from chat.rooms.models import PROGRAMS
from chat.rooms.verbs import Draft
from chat.schedule import verbs as schedule
from chat.schedule.models import Area, Chat, ChatKind
from foundation.clock import local

LIVE_SINCE = timedelta(minutes=32)
LIVE_FOR = timedelta(hours=2)
LEFT_BEFORE = timedelta(hours=2)
RECENTLY = timedelta(minutes=6)
CLOSED_SINCE = timedelta(minutes=2)
LOBBY = timedelta(days=5)  # a weekend more than usual, so that one is always open
NOTICE = timedelta(days=21)  # how long before its evening a chat is put in the diary
ON_DUTY = {
    "Bristol": ("cole", "adeyemi"),
    "South Gloucestershire": ("mistry", "shore"),
    "Bath and North East Somerset": ("tanner", "mistry"),
    "North Somerset": ("webber", "shore"),
    "Somerset": ("tanner", "webber"),
}
BY_NAME = {member.name.rpartition(" ")[2].lower(): member for member in OFFICERS}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The chats that people are shown first."""

    live: str
    closing: str
    lobby: str


class Diary:
    """Puts the chats in, each with its panel, and plays what has been said in them until now."""

    def __init__(
        self,
        database: Writer,
        areas: Mapping[str, Area],
        people: Mapping[str, int],
        *,
        at: datetime,
    ) -> None:
        self.database, self.areas, self.people, self.at = database, areas, people, at

    async def fill(self) -> Addresses:
        evening, other = read("evening", Evening), read("other", Other)
        await self.library(other.lines)
        await self.words()
        for past in other.past:
            await self.past(past)
        live, closing = await self.live(evening), await self.closing(other.closing)
        lobby = await self.lobby(other.lobby)
        await self.occasion(other.chief, kind=ChatKind.SENIOR_OFFICER)
        await self.occasion(other.themed, kind=ChatKind.THEMED)
        await self.rota()
        return Addresses(live.slug, closing.slug, lobby.slug)

    async def library(self, lines: Sequence[Standard]) -> None:
        """Approved lines, each written by one and let in by another unless it is to wait."""
        at = self.at - NOTICE
        async with self.database.writing() as session:
            for line in lines:
                draft = Draft(line.title, line.text, line.link, line.topic, None)
                by = self.people[BY_NAME[line.by].email]
                event = await rooms.write_line(session, None, draft=draft, by=by, at=at)
                wording = event.particulars["wording"]
                if not line.waits and isinstance(wording, int):
                    await rooms.let_line_in(session, wording, by=self.people[PRIYA.email], at=at)

    async def words(self) -> None:
        """Words of abuse that were added to the program's."""
        async with self.database.writing() as session:
            await rooms.change_words(
                session, [*OWN_WORDS.entries, "plonk*", "never: plonkley"], version=PROGRAMS,
                note="Heard all through the football evening.", by=self.people[SAM.email],
                at=self.at - NOTICE,
            )  # fmt: skip

    async def past(self, evening: Evening) -> None:
        """A chat of some weeks ago, over, with all that was said in it."""
        opens_at = diary.weeks_ago(self.at, evening.weeks)
        async with self.database.writing() as session:
            play = await self.neighbourhood(session, evening, opens_at=opens_at)
            self.went(play, evening)
            await play.run(session, self.at)

    def went(self, play: Play, evening: Evening) -> None:
        """Left while the lobby was open, and taken one after the other."""
        opens_at, lines = play.chat.opens_at, [*evening.talk, *evening.refused]
        beside = Beside(play)
        panel = cycle(evening.panel)
        for number, one in enumerate(play.ask_all(lines, at=opens_at - LEFT_BEFORE)):
            line, at = lines[number], opens_at + timedelta(minutes=2 + 8 * number)
            if line.reason:
                play.reject(one, line, at=at)
                if line.ban:
                    beside.ban(one, line, at=at + timedelta(minutes=1))
                continue
            play.approve(one, at=at)
            line = line.model_copy(update={"by": next(panel)})
            if line.answer:
                play.answer(one, line, at=at + timedelta(minutes=4), released=True)
            if line.away:
                beside.take_away(one, line, at=at + timedelta(minutes=4))
        self.promised(beside, evening)

    def promised(self, beside: Beside, evening: Evening) -> None:
        """What the panel says will be done, one after the other."""
        for number, pledge in enumerate(evening.promises):
            beside.promise(
                pledge, at=beside.play.chat.opens_at + timedelta(minutes=16 + 6 * number)
            )

    async def live(self, evening: Evening) -> Chat:
        """The chat that everybody is shown: live for half an hour, with work on every desk."""
        opens_at = diary.minute(self.at - LIVE_SINCE)
        async with self.database.writing() as session:
            play = await self.neighbourhood(session, evening, opens_at=opens_at, lasts=LIVE_FOR)
            play.announce(evening.notice, at=opens_at + timedelta(seconds=20))
            self.said(play, evening)
            self.promised(Beside(play), evening)
            Beside(play).note(evening.crew, by=self.people[SAM.email], at=self.at - RECENTLY)
            for line in evening.held:
                play.ask(line, at=opens_at + timedelta(minutes=line.asked, seconds=10))
            await play.run(session, self.at)
        return play.chat

    def said(self, play: Play, evening: Evening) -> None:
        """What was shown so far: answered, in hand, or waiting; and what waits for its release."""
        begun = play.chat.opens_at
        for line in evening.talk:
            one = play.talk(line, asked=begun + timedelta(minutes=line.asked),
                            answered=begun + timedelta(minutes=line.answered))  # fmt: skip
            if line.corrected:
                Beside(play).correct(one, line, at=begun + timedelta(minutes=line.answered + 9))
        for line in evening.waiting:
            one = play.show(line, at=begun + timedelta(minutes=line.asked))
            if line.in_hand:
                play.pick(one, line, at=begun + timedelta(minutes=line.asked + 3))
        for line in evening.unreleased:
            one = play.show(line, at=begun + timedelta(minutes=line.asked))
            play.answer(one, line, at=begun + timedelta(minutes=line.answered), released=False)

    async def closing(self, evening: Evening) -> Chat:
        """A chat that takes no more questions while the last answers are written."""
        opens_at = diary.minute(self.at - CLOSED_SINCE - diary.HOUR)
        async with self.database.writing() as session:
            play = await self.neighbourhood(session, evening, opens_at=opens_at)
            for number, line in enumerate(evening.talk):
                asked = opens_at + timedelta(minutes=5 + 10 * number)
                play.talk(line, asked=asked, answered=asked + timedelta(minutes=4))
            for number, line in enumerate(evening.waiting):
                play.show(line, at=opens_at + timedelta(minutes=57 + number))
            await play.run(session, self.at)
        return play.chat

    async def lobby(self, evening: Evening) -> Chat:
        """A chat of one of the next days, for which questions have been left."""
        opens_at = diary.soon(self.at)
        async with self.database.writing() as session:
            play = await self.neighbourhood(session, evening, opens_at=opens_at)
            left = (self.at - play.chat.lobby_at) / (len(evening.held) + 1)
            for number, line in enumerate(evening.held, start=1):
                play.ask(line, at=play.chat.lobby_at + number * left)
            await play.run(session, self.at)
        return play.chat

    async def occasion(self, occasion: Occasion, *, kind: ChatKind) -> None:
        """A chat to come that is no neighbourhood's."""
        opens_at = diary.coming_monday(self.at, occasion.weeks)
        address = f"{slug(occasion.title.partition(':')[0])}-{local(opens_at):%Y-%m-%d}"
        async with self.database.writing() as session:
            chat = await schedule.schedule(
                session, address, title=occasion.title, about=occasion.about, kind=kind,
                opens_at=opens_at, closes_at=opens_at + diary.HOUR, by=self.people[BETH.email],
                at=self.arranged(opens_at),
            )  # fmt: skip
            await self.seat(session, chat, occasion.panel, role="Avon and Somerset Police")

    async def rota(self) -> None:
        """The neighbourhoods' chats of the next weeks."""
        async with self.database.writing() as session:
            for turn in diary.rota(self.at):
                chat = await self.schedule(
                    session, turn.area, opens_at=turn.opens_at, lasts=diary.HOUR
                )
                if turn.is_next:
                    await self.seat(session, chat, ON_DUTY[turn.district], role=team(turn.area))

    async def neighbourhood(
        self, session: AsyncSession, evening: Evening, *, opens_at: datetime,
        lasts: timedelta = diary.HOUR,
    ) -> Play:  # fmt: skip
        chat = await self.schedule(session, evening.area, opens_at=opens_at, lasts=lasts)
        await self.seat(session, chat, evening.panel, role=team(evening.area))
        panel = {name: self.people[BY_NAME[name].email] for name in evening.panel}
        moderator = SAM if evening.weeks % 4 else PRIYA
        return Play(chat, moderator=self.people[moderator.email], panel=panel)

    async def schedule(
        self, session: AsyncSession, area: str, *, opens_at: datetime, lasts: timedelta
    ) -> Chat:
        return await schedule.schedule(
            session, f"{slug(area)}-{local(opens_at):%Y-%m-%d}", title=f"{area}: ask your team",
            about=f"The {team(area)} answers what you want to know about policing where you live.",
            kind=ChatKind.NEIGHBOURHOOD, area=self.areas[area], opens_at=opens_at,
            closes_at=opens_at + lasts, lobby=LOBBY, by=self.people[BETH.email],
            at=self.arranged(opens_at),
        )  # fmt: skip

    async def seat(
        self, session: AsyncSession, chat: Chat, panel: Sequence[str], *, role: str
    ) -> None:
        """Partners come under their organisation, everybody else under the team."""
        for name in panel:
            member = BY_NAME[name]
            await schedule.seat(
                session, chat, person_id=self.people[member.email], name=member.shown,
                role="Partnerships" if member.organisation else role,
                organisation=member.organisation, by=self.people[BETH.email],
                at=self.arranged(chat.opens_at),
            )  # fmt: skip

    def arranged(self, opens_at: datetime) -> datetime:
        """When a chat was put in the diary."""
        return min(opens_at - NOTICE, self.at - NOTICE)
