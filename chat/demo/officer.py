"""A simulated officer: picks what is shown, and answers after a human pause."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from chat.demo.browser import Browser, Frame
from chat.demo.markup import Element, pieces
from chat.demo.pace import Pace
from chat.demo.script import Line

WORDS_A_MINUTE = 150  # with a good deal ready to hand
GIVEN_BACK = 2  # answers to one question after which somebody else had better try
AGAIN = "Let me put that better. "
UNPREPARED = (
    "Good question, and I would rather look it up than guess. I will find out from the team and "
    "make sure that the answer is added before this chat is published.",
    "Thank you for raising it. I do not have that to hand tonight, but I have noted it for our "
    "meeting in the morning. If it is about something that happened to you, please report it on "
    "101 or online as well, so that it is not lost.",
    "I will ask my colleagues who know that part best, and one of us will say here next time what "
    "we found.",
    "That one is shared between us and the council, so let me ask both before I promise anything.",
)


class Memory(Protocol):
    """What the panel has prepared."""

    def prepared(self, text: str) -> Line | None: ...


@dataclass(frozen=True, slots=True)
class Question:
    """One released question on the officers' desk."""

    id: str
    number: int
    text: str
    holder: str  # who says that they are answering it; empty when nobody does
    given_back: int


def question(piece: Element) -> Question | None:
    """What a piece of the desk asks of the panel; None when it is answered or gone."""
    replies = [reply.attributes.get("data-state") for reply in piece.find("reply")]
    held = bool(piece.attributes.get("data-holder"))
    written = not held and any(state in {"held", "released"} for state in replies)
    if piece.gone or written or any(piece.find("talk__left")):
        return None
    text = next((words.words for words in piece.find("talk__words")), "")
    holder = next((line.words for line in piece.find("talk__now")), "") if held else ""
    return Question(piece.id.removeprefix("p-"), int(piece.attributes["data-number"]), text, holder,
                    replies.count("returned"))  # fmt: skip


class Panel:
    """The officers' desk as its socket tells of it."""

    def __init__(self) -> None:
        self.open: dict[str, Question] = {}

    def hear(self, frame: Frame) -> None:
        if frame["kind"] == "snapshot":
            self.open.clear()
        for piece in pieces(frame.get("html", "")):
            if piece.id.startswith("p-"):
                self.note(piece)

    def note(self, piece: Element) -> None:
        found = question(piece)
        if found is None:
            self.open.pop(piece.id.removeprefix("p-"), None)
        else:
            self.open[found.id] = found

    def in_order(self) -> Iterator[Question]:
        yield from sorted(self.open.values(), key=lambda one: one.number)


class Officer:
    """Has a seat in one chat."""

    def __init__(self, slug: str, shown: str, memory: Memory, pace: Pace, *, council: bool) -> None:
        self.slug, self.shown, self.memory, self.pace = slug, shown, memory, pace
        self.council = council  # whether I answer for the council

    async def duty(self, browser: Browser, name: str) -> None:
        panel = Panel()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.follow(browser, panel))
            group.create_task(self.answer(browser, panel))

    async def follow(self, browser: Browser, panel: Panel) -> None:
        async for frame in browser.follow(f"/staff/chats/{self.slug}/panel/live"):
            panel.hear(frame)

    async def answer(self, browser: Browser, panel: Panel) -> None:
        """One question after the other: read, pick, write, send."""
        while True:
            await self.pace.pause(3, 9)
            one = next(self.mine(panel), None)
            if one is None:
                continue
            if one.holder or await self.pick(browser, one):
                await self.write(browser, one)
            # Done, or somebody was quicker: what has become of it arrives by the socket.
            panel.open.pop(one.id, None)

    def mine(self, panel: Panel) -> Iterator[Question]:
        """What is in my hand already, then the oldest that is for me and nobody else has."""
        waiting = list(panel.in_order())
        yield from (one for one in waiting if one.holder.startswith(self.shown))
        yield from (one for one in waiting if not one.holder and self.suits(one))

    def suits(self, one: Question) -> bool:
        line = self.memory.prepared(one.text)
        is_for_the_council = line is not None and line.is_for_the_council
        return one.given_back < GIVEN_BACK and is_for_the_council == self.council

    async def pick(self, browser: Browser, one: Question) -> bool:
        """Say that I am answering it; False when somebody was quicker."""
        return (await browser.send(f"/staff/questions/{one.id}/picking")).status_code == 200

    async def write(self, browser: Browser, one: Question) -> None:
        line = self.memory.prepared(one.text)
        text = line.answer if line and line.answer else random.choice(UNPREPARED)
        if one.given_back:
            text = AGAIN + text
        await self.pace.write(text, words_a_minute=WORDS_A_MINUTE)
        await browser.send(f"/staff/questions/{one.id}/answer", text=text)
