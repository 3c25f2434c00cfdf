"""The people of a simulated evening: moderators at their desks, askers, and the clock they keep."""

import asyncio
import contextlib
import json
import random
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
from websockets import Origin
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.evening_script import Asked, Sort
from chat.demo.markup import Element, pieces
from tests.house import LIVE
from tests.people import JSON, Staff

PATIENCE = 20.0  # seconds an answer may take
HEARTBEAT = 10.0  # seconds between two, as the desk's script sends them
READING = (15.0, 45.0)  # virtual seconds for one item, evenly spread: two a minute
LARGEST = 8 << 20  # bytes of one frame
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ME = re.compile(r'data-me="(\d+)"')
VERSION = re.compile(r'name="version" value="([^"]+)"')
INTO = re.compile(r'name="into" value="([^"]+)"')
PARKED = "queue-parked"


class Clock:
    """Virtual seconds since the doors opened, so many of them to a real one."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.start()

    def start(self) -> None:
        """The doors open."""
        self.began = time.monotonic()

    @property
    def now(self) -> float:
        return (time.monotonic() - self.began) * self.factor

    def left(self, moment: float) -> float:
        """Real seconds until a moment."""
        return max(0.0, (moment - self.now) / self.factor)

    async def until(self, moment: float) -> None:
        await asyncio.sleep(self.left(moment))


@dataclass(frozen=True, slots=True)
class Pick:
    """Which question a moderator opened, having heard of everything up to a number of the log."""

    question: str
    by: int
    heard: int


class Book:
    """What the driver knows of the evening by itself: every question, and who opened what."""

    def __init__(self, asked: list[Asked]) -> None:
        self.asked = asked
        self.by_words = {one.text: one for one in asked}
        self.picks: list[Pick] = []
        self.behind: list[float] = []  # virtual seconds from a decision's moment to its 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a desk's queue."""

    id: str
    place: str
    order: str
    text: str
    holder: int
    doubter: int


def row(piece: Element) -> Row:
    given = piece.attributes
    text = next(words.words for words in piece.find("row__text"))
    return Row(
        piece.id.removeprefix("h-"), given["data-place"], given["data-order"], text,
        int(given.get("data-holder", 0)), int(given.get("data-doubter", 0)),
    )  # fmt: skip


class Desk:
    """The queue as one desk's socket tells of it."""

    def __init__(self, me: int) -> None:
        self.me = me
        self.rows: dict[str, Row] = {}
        self.heard = 0
        self.news = asyncio.Event()

    async def follow(self, socket: ClientConnection) -> None:
        async for text in socket:
            self.hear(json.loads(text))

    def hear(self, frame: dict[str, str | int]) -> None:
        for piece in pieces(str(frame.get("html", ""))):
            if piece.id.startswith("h-"):
                self.rows.pop(piece.id.removeprefix("h-"), None)
                if not piece.gone:
                    new = row(piece)
                    self.rows[new.id] = new
        if frame["kind"] != "hello":
            self.heard = max(self.heard, int(frame.get("seq", 0)))
        self.news.set()

    async def until(self, so: Callable[[], object]) -> None:
        while not so():
            self.news.clear()
            await self.news.wait()

    def holder(self, item: str) -> int | None:
        """Who has it open; None once it has left the queue."""
        return self.rows[item].holder if item in self.rows else None

    def next(self) -> Row | None:
        """What somebody at this desk opens: danger, then what a colleague parked, then the top."""
        free = [one for one in self.rows.values() if one.holder in {0, self.me}]
        top = min((one for one in free if one.place == "queue"), key=lambda one: one.order,
                  default=None)  # fmt: skip
        parked = (one for one in free if one.place == PARKED and one.doubter != self.me)
        if top is not None and top.order.startswith("0-"):
            return top
        return next(parked, top)


class Moderator:
    """Works the queue from the top, one item at a time, at the pace of somebody who reads."""

    def __init__(self, url: str, email: str, clock: Clock, book: Book) -> None:
        self.url, self.clock, self.book = url, clock, book
        self.dice = random.Random(email)
        staff = Staff(url, email)
        found = ME.search(staff.get(f"/staff/chats/{LIVE}").text)
        assert found, "the desk does not say whose it is"
        self.desk = Desk(int(found[1]))
        self.cookie = "; ".join(f"{one.name}={one.value}" for one in staff.http.cookies.jar)
        staff.http.close()
        self.web = browser(url, {"Cookie": self.cookie})
        self.ready = 0.0  # when the next item can be begun

    async def sit_down(self) -> None:
        self.socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/staff/chats/{LIVE}/live",
            origin=Origin(self.url), additional_headers={"Cookie": self.cookie}, proxy=None,
            compression=None, max_size=LARGEST,
        )  # fmt: skip
        self.following = asyncio.create_task(self.desk.follow(self.socket))
        async with asyncio.timeout(PATIENCE):
            await self.desk.until(lambda: self.desk.heard)

    async def get_up(self) -> None:
        await self.socket.close()
        await self.following
        await self.web.aclose()

    async def work(self, end: float) -> None:
        """Decide until the hour is over; what is being read then stays undecided."""
        while (item := await self.open_next(end)) is not None:
            due = self.ready + self.dice.uniform(*READING)
            pane = await self.web.get(f"/staff/questions/{item.id}", params={"part": "item"})
            await self.read(item, until=min(due, end))
            if max(due, self.clock.now) > end:
                return
            await self.decide(item, pane.text)
            self.book.behind.append(self.clock.now - due)
            self.ready = due

    async def open_next(self, end: float) -> Row | None:
        """What is opened next; None when nothing comes any more."""
        while True:
            if self.desk.next() is None:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self.clock.left(end)):
                        await self.desk.until(self.desk.next)
                self.ready = self.clock.now
            item, heard = self.desk.next(), self.desk.heard
            if item is None:
                return None
            if await self.claim(item):
                if item.place == "queue":
                    self.book.picks.append(Pick(item.id, self.desk.me, heard))
                return item

    async def claim(self, item: Row) -> bool:
        """Whether it is ours now: somebody else may have opened it at the same moment."""
        await self.say("claim", item)
        async with asyncio.timeout(PATIENCE):
            await self.desk.until(lambda: self.desk.holder(item.id) != 0)
        return self.desk.holder(item.id) == self.desk.me

    async def say(self, kind: str, item: Row) -> None:
        await self.socket.send(json.dumps({"kind": kind, "id": item.id}))

    async def read(self, item: Row, *, until: float) -> None:
        while (left := self.clock.left(until)) > 0:
            await asyncio.sleep(min(left, HEARTBEAT))
            if left > HEARTBEAT:
                await self.say("heartbeat", item)

    async def decide(self, item: Row, pane: str) -> None:
        asked, version = self.book.by_words[item.text], VERSION.search(pane)
        assert version, "the pane carries no version"
        deed, given = verdict(asked, set(INTO.findall(pane)))
        path = f"/staff/questions/{item.id}/{deed}"
        answer = await self.web.post(path, json={"version": version[1], **given}, headers=JSON)
        assert answer.status_code == 200, answer.text
        if deed == "parking":
            asked.parked_by = self.desk.me
        else:
            asked.verdict, asked.decided = deed, self.clock.now


def verdict(asked: Asked, alike: set[str]) -> tuple[str, dict[str, str]]:
    """What a person decides who reads this, and is offered those to merge it with."""
    match asked.sort:
        case Sort.URGENT:
            return "diversion", {"diversion": "danger"}
        case Sort.PERSONAL:
            return "approval", {"text": asked.clean, "change": "personal-information"}
        case Sort.ECHO if asked.after is not None and asked.after.id in alike:
            return "merging", {"into": asked.after.id}
        case Sort.REPEAT:
            return "rejection", {"reason": "duplicate"}
        case Sort.UNFIT:
            return "rejection", {"reason": "off-topic"}
        case Sort.DOUBTFUL if asked.parked_by is None:
            return "parking", {}
    return "approval", {}


class Public:
    """Those who ask, each with a cookie of their own and one question at a time."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self.web = browser(url, {})
        self.busy: dict[str, asyncio.Lock] = {}

    async def ask(self, asked: Asked) -> None:
        fields = {"name": "Dana", "text": asked.text, "key": secrets.token_hex(8),
                  "rules": "yes"}  # fmt: skip
        given = {**JSON, **FORM, "Cookie": asked.asker.cookie}
        async with self.busy.setdefault(asked.asker.cookie, asyncio.Lock()):
            asked.sent = max(asked.at, self.clock.now if asked.at else 0.0)
            path = f"/chats/{LIVE}/questions"
            answer = await self.web.post(path, content=urlencode(fields), headers=given)
        if answer.status_code == 201:
            asked.id = answer.json()["id"]

    async def ask_in_time(self, asked: list[Asked]) -> None:
        """Each at its moment, whether or not the one before is acknowledged."""
        async with asyncio.TaskGroup() as group:
            for one in asked:
                await self.clock.until(one.at)
                group.create_task(self.ask(one))


def browser(url: str, headers: dict[str, str]) -> httpx.AsyncClient:
    # The server closes what is idle for five seconds: let go first.
    idle = httpx.Limits(keepalive_expiry=2)
    return httpx.AsyncClient(
        base_url=url, headers={"Origin": url, **headers}, timeout=PATIENCE, limits=idle,
        verify=False, trust_env=False,
    )  # fmt: skip
