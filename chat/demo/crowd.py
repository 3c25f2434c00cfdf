"""The simulated public of one chat: who comes and goes, and who asks what when."""

import asyncio
import itertools
import math
import random
import time
from collections.abc import Iterator

from chat.demo.browser import LOST, Browser
from chat.demo.pace import Pace
from chat.demo.script import Evening, Improper, Line, Live, Other, read, recognise, varied
from chat.demo.visitor import NAMES, Closed, Visitor

MOST_HELD = 12  # questions waiting for a moderator; more would bury whoever opens the desk
CLOSED_FOR = 30.0  # seconds before somebody asks again in a chat that takes no questions
WAVE = 15 * 60  # seconds in which the room fills and empties again
LOOK_IN = (60.0, 420.0)  # seconds that somebody stays
EVERY = 4  # every so many questions one is improper
# How many questions are asked at one rhythm, and the seconds between two.
RHYTHM = ((10, (1.5, 4.0)), (60, (9.0, 18.0)), (150, (15.0, 35.0)))
LATER = (40.0, 90.0)


class Script:
    """Everything that will be said, and what those on the panel and at the desk know of it."""

    def __init__(self) -> None:
        evening, other = read("evening", Evening), read("other", Other)
        self.clean = read("live", Live).talk
        unfit = read("improper", Improper).refuse
        self._improper = unfit
        self._known = [*self.clean, *evening.waiting, *evening.held, *other.closing.waiting]
        self.unfit = (*unfit, *(line for line in evening.held if line.reason))

    def questions(self) -> Iterator[Line]:
        """For ever: the list first, then the same matters from other streets."""
        unfit = itertools.cycle(self._improper)
        for turn in itertools.count():
            for number, line in enumerate(self.clean, start=1):
                said = varied(line, turn)
                self.remember(said, turn)
                yield said
                if number % (EVERY - 1) == 0:
                    yield next(unfit)

    def remember(self, line: Line, turn: int) -> None:
        """Know the answer to a line as it was varied; the last ones said come first."""
        if turn:
            self._known = [line, *self._known[:400]]

    def prepared(self, text: str) -> Line | None:
        """The line with an answer to this question."""
        return recognise(text, self._known)

    def improper(self, text: str) -> Line | None:
        """The line with the reason to keep this question, or its beginning, out."""
        return recognise(text, self.unfit)


class Crowd:
    """Keeps a number of visitors in one room, and has some of them ask."""

    def __init__(self, url: str, slug: str, pace: Pace, *, size: int) -> None:
        self.url, self.slug, self.pace, self.size = url, slug, pace, size
        self.here: list[Visitor] = []
        self._names = itertools.cycle(random.sample(NAMES, len(NAMES)))
        self._room_for_more = asyncio.Semaphore(MOST_HELD)
        self._closed_until = 0.0

    async def come_and_go(self) -> None:
        """Let somebody in whenever there are fewer here than there should be."""
        async with asyncio.TaskGroup() as group:
            while True:
                if len(self.here) < self.wanted():
                    group.create_task(self.visit(next(self._names)))
                await self.pace.pause(0.2, 0.6 if len(self.here) < self.size / 2 else 3)

    def wanted(self) -> float:
        return self.size * (1 + 0.2 * math.sin(time.monotonic() * 2 * math.pi / WAVE))

    async def visit(self, name: str) -> None:
        async with Browser(self.url) as browser:
            visitor = Visitor(browser, self.slug, name, self.pace)
            self.here.append(visitor)
            try:
                await visitor.stay(*LOOK_IN)
            except LOST:
                await self.pace.pause(2, 6)  # the site is away; somebody else will look in later
            finally:
                self.here.remove(visitor)

    async def talk(self, questions: Iterator[Line]) -> None:
        """Have the questions asked one after the other, each by somebody who is here."""
        async with asyncio.TaskGroup() as group:
            for number, line in enumerate(questions):
                await self.pace.pause(*rhythm(number))
                await self._room_for_more.acquire()
                group.create_task(self.put(line))

    async def put(self, line: Line) -> None:
        try:
            await asyncio.sleep(max(0.0, self._closed_until - time.monotonic()))
            await (await self.somebody()).ask(line)
        except Closed:
            self._closed_until = time.monotonic() + CLOSED_FOR
        except LOST:
            return
        finally:
            self._room_for_more.release()

    async def somebody(self) -> Visitor:
        """One of those here with nothing else to ask just now."""
        while True:
            if free := [one for one in self.here if one.is_free]:
                return random.choice(free)
            await self.pace.pause(0.5, 1)


def rhythm(number: int) -> tuple[float, float]:
    """Seconds before that question: quick at first, so that there is something to see at once."""
    for most, seconds in RHYTHM:
        if number < most:
            return seconds
    return LATER
