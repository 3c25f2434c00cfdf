"""A simulated moderator: passes what is clean, until a person opens the desk."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from chat.demo.browser import Browser, Frame
from chat.demo.markup import Element, pieces
from chat.demo.pace import Pace
from chat.demo.script import Line
from foundation.clock import SystemClock

KEPT = 5  # questions in doubt left in the queue, so that whoever comes has something to decide
LOOKS_IN = 12.0  # seconds between two looks whether somebody else still has the desk open
GONE = 2  # looks in a row that find nobody: a page that reloads is gone for less
OTHERS = re.compile(r"data-others( hidden)?>")
NEARLY_OVER = timedelta(minutes=8)
MORE = "30"  # minutes
ENDS = re.compile(r"^DTEND[^:]*:(\d{8}T\d{6})Z", re.MULTILINE)


class Memory(Protocol):
    """What the moderator knows by heart: what a person would stop, and what they would not."""

    def improper(self, text: str) -> Line | None: ...

    def prepared(self, text: str) -> Line | None: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue."""

    id: str
    sort: str
    version: str
    text: str  # its beginning
    marked: bool  # the checks found something

    @property
    def address(self) -> str:
        return f"/staff/{self.sort}s/{self.id}"


def row(piece: Element) -> Row:
    text = next((words.words for words in piece.find("row__text")), "")
    urgent = "row--urgent" in piece.attributes.get("class", "")
    aside = piece.attributes.get("data-place") != "queue"
    # What cannot be read is never taken for clean, nor what somebody has set aside.
    marked = urgent or aside or any(piece.find("mark")) or not text
    return Row(piece.id.removeprefix("h-"), piece.attributes["data-sort"],
               piece.attributes["data-version"], text, marked)  # fmt: skip


@dataclass(slots=True)
class Desk:
    """One chat's desk, as its socket tells of it."""

    me: str
    rows: dict[str, Row] = field(default_factory=dict)
    is_mine: bool = False  # nobody else is there, and that has been said
    met: bool = False  # somebody else is

    def hear(self, frame: Frame) -> None:
        if frame["kind"] == "presence":
            self.see(frame.get("moderators", ""))
        if frame["kind"] == "snapshot":
            self.rows.clear()
        for piece in pieces(frame.get("html", "")):
            if piece.id.startswith("h-"):
                self.note(piece)

    def see(self, moderators: str) -> None:
        """Presence names everybody who has the desk open."""
        self.met = bool(set(moderators.split(", ")) - {self.me, ""})
        self.is_mine = not self.met

    def leave(self) -> None:
        """Go, and know nothing of it any more."""
        self.rows.clear()
        self.is_mine = self.met = False

    def note(self, piece: Element) -> None:
        if piece.gone:
            self.rows.pop(piece.id, None)
        else:
            self.rows[piece.id] = row(piece)


class Moderator:
    """Works one chat's desk."""

    def __init__(self, slug: str, memory: Memory, pace: Pace) -> None:
        self.slug, self.memory, self.pace = slug, memory, pace

    async def duty(self, browser: Browser, name: str) -> None:
        desk = Desk(name)
        async with asyncio.TaskGroup() as group:
            group.create_task(self.follow(browser, desk))
            group.create_task(self.decide(browser, desk))
            group.create_task(self.keep_open(browser, desk))

    async def follow(self, browser: Browser, desk: Desk) -> None:
        """Keep the desk open while nobody else does; whoever comes has it to themselves."""
        while True:
            async with aclosing(browser.follow(f"/staff/chats/{self.slug}/live")) as frames:
                async for frame in frames:
                    desk.hear(frame)
                    if desk.met:
                        break
            desk.leave()
            await self.stay_away(browser)

    async def stay_away(self, browser: Browser) -> None:
        """Until looking at the page, which makes nobody present, finds nobody there."""
        empty = 0
        while empty < GONE:
            await asyncio.sleep(LOOKS_IN * self.pace.factor)
            found = OTHERS.search(await browser.look(f"/staff/chats/{self.slug}"))
            if found is None:  # no desk at all: the socket says why
                return
            empty = empty + 1 if found[1] else 0

    async def decide(self, browser: Browser, desk: Desk) -> None:
        """One item after the other, at the pace of somebody who reads them."""
        while True:
            await self.pace.pause(1.5, 4)
            if not desk.is_mine:
                continue
            if clean := next(self.clean(desk), None):
                await self.settle(browser, desk, clean, "approval")
            elif len(left := list(self.left(desk))) > KEPT:
                await self.judge(browser, desk, *left[0])

    def clean(self, desk: Desk) -> Iterator[Row]:
        """What can go out as it is: nothing marked, and nothing that a person would stop."""
        for one in desk.rows.values():
            known = one.sort == "question" and self.memory.improper(one.text)
            if not one.marked and not known:
                yield one

    def left(self, desk: Desk) -> Iterator[tuple[Row, Line]]:
        """What is in doubt and comes from the script: never what a person wrote."""
        for one in desk.rows.values():
            if one.sort != "question":
                continue
            if line := self.memory.improper(one.text) or self.memory.prepared(one.text):
                yield one, line

    async def judge(self, browser: Browser, desk: Desk, one: Row, line: Line) -> None:
        """Do as a person would: a mark may be a false alarm."""
        if line.reason:
            await self.settle(browser, desk, one, "rejection", reason=line.reason)
        else:
            await self.settle(browser, desk, one, "approval")

    async def settle(
        self, browser: Browser, desk: Desk, one: Row, verdict: str, **given: str
    ) -> None:
        await browser.send(f"{one.address}/{verdict}", version=one.version, **given)
        # Refused or not, it has been seen to: what became of it arrives by the socket.
        desk.rows.pop(f"h-{one.id}", None)

    async def keep_open(self, browser: Browser, desk: Desk) -> None:
        """Extend the chat while nobody else is there to do it, so that a demonstration lasts."""
        while True:
            await asyncio.sleep(60)
            if desk.is_mine and await self.nearly_over(browser):
                await browser.send(f"/staff/chats/{self.slug}/extension", minutes=MORE)

    async def nearly_over(self, browser: Browser) -> bool:
        """Whether the chat's entry for calendars says that it ends in a few minutes."""
        found = ENDS.search((await browser.fetch(f"/chats/{self.slug}.ics")).text)
        if not found:
            return False
        ends = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        return timedelta(0) < ends - SystemClock().now() < NEARLY_OVER
