"""Three desks, one queue: none decided twice, none left stuck, however often a desk is cut off."""

import random
import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from websockets.exceptions import ConnectionClosed

from chat.moderation.models import LEASE
from foundation.clock import SetClock
from tests.house import LIVE, House
from tests.moderation.desks import DESK
from tests.people import Staff, Watcher
from tests.rooms.shelf import Shelf

ITEMS = {"quick": 30, "full": 500, "soak": 3_000}
CREW = {"priya": "Priya Shah", "sam": "Sam Doyle", "helen": "Helen Okafor"}
TRIES = 20
CUT = 0.1  # of the items that are opened: the desk is gone before it decides
HASTY = 0.25  # of the items: decided as the row stood, whoever may have opened it meanwhile
PATIENCE = 0.05  # seconds without a frame after which a desk that has nothing to do lets time pass
PATH = "/staff/questions/{}/{}"


@pytest.fixture
def house(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock
) -> Iterator[House]:
    url = request.getfixturevalue("sqlite_url" if backend == "sqlite" else "postgres_url")
    with House(url, tmp_path, clock=clock) as house:
        yield house


@dataclass(frozen=True, slots=True)
class Row:
    """An item in the queue, as a desk shows it."""

    id: str
    version: str
    holder: str


@dataclass
class Evening:
    """What the three share: a house, its clock, and how many are decided."""

    house: House
    clock: SetClock
    items: int
    decided: Counter[str] = field(default_factory=Counter)
    refusals: list[dict[str, str]] = field(default_factory=list)
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.late = self.clock.at + timedelta(minutes=10, seconds=10 * self.items)

    @property
    def over(self) -> bool:
        return self.decided.total() >= self.items

    def note(self, item: str, answer: httpx.Response) -> None:
        with self.lock:
            if answer.status_code == 200:
                self.decided[item] += 1
            else:
                assert answer.status_code == 409, answer.text
                self.refusals.append(answer.json())

    def wait(self) -> None:
        """Nothing is free for this desk: let a second pass."""
        with self.lock:
            self.clock.at += timedelta(seconds=1)
            assert self.clock.at < self.late, "an item is stuck"


class Desk:
    """One moderator by script, with the queue as the frames have made it."""

    def __init__(self, evening: Evening, who: str, seed: int) -> None:
        self.evening, self.name = evening, CREW[who]
        self.staff: Staff = evening.house.staff(who)
        self.rng = random.Random(seed)
        self.closing = ExitStack()

    def work(self) -> None:
        self.come()
        with self.closing:
            while not self.evening.over:
                self.hear()
                self.take_next()

    def come(self) -> None:
        """Open the desk; told to come back, as newcomers are while something that is decided waits
        for all to have been written to, it does, as a page would."""
        for _ in range(TRIES):
            self.closing.close()
            self.desk: Watcher = self.closing.enter_context(self.staff.follow(DESK))
            try:
                self.shelf = Shelf(self.desk.until("snapshot")["html"])
                return
            except ConnectionClosed as end:
                if end.rcvd is None or end.rcvd.code != 1011:
                    raise
        pytest.fail("the desk does not open")

    def hear(self, within: float = 0.001) -> bool:
        """Put what has arrived on the page; whether anything had."""
        heard = False
        while True:
            try:
                frame = self.desk.next(within)
            except TimeoutError:
                return heard
            if "seq" in frame and frame["html"]:
                self.shelf.put(frame["html"])
            heard, within = True, 0.001

    def queue(self) -> list[Row]:
        """What waits for a decision, from the top."""
        standing = [one for one in self.shelf.shown() if one[0] == "queue"]
        return [as_row(element, piece) for _, _, element, piece in standing]

    def take_next(self) -> None:
        """Open the next that nobody else has open, and decide it."""
        queue = self.queue()
        if queue and self.rng.random() < HASTY:
            return self.decide(queue[0])
        free = next((one for one in queue if one.holder in {"", self.name}), None)
        if free is None:
            if not self.hear(PATIENCE):
                self.evening.wait()
            return None
        self.desk.say("claim", free.id)
        if self.rng.random() < CUT:
            return self.vanish()
        self.hear(PATIENCE)
        mine = next((one for one in self.queue() if one.id == free.id), None)
        if mine is not None and mine.holder == self.name:
            self.decide(mine)
        return None

    def decide(self, item: Row) -> None:
        deed, fields = self.rng.choice([
            ("approval", {}), ("rejection", {"reason": "off-topic"}),
            ("diversion", {"diversion": "crime"}),
        ])  # fmt: skip
        answer = self.staff.post(PATH.format(item.id, deed), version=item.version, **fields)
        self.evening.note(item.id, answer)

    def vanish(self) -> None:
        """The line is cut, without goodbye; then the desk comes back."""
        line = self.desk.socket.socket
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        line.shutdown(socket.SHUT_RDWR)
        with self.evening.lock:
            self.evening.cuts += 1
        with pytest.raises(ConnectionClosed):
            self.desk.until("never")
        self.come()


def as_row(element: str, piece: str) -> Row:
    version = re.findall(r'data-version="([^"]+)"', piece)
    holder = re.findall(r'data-holder-name="([^"]+)"', piece)
    return Row(element.removeprefix("h-"), version[0], holder[0] if holder else "")


def ask(house: House, clock: SetClock, count: int) -> None:
    dana = house.visitor()
    for number in range(count):
        clock.at += timedelta(milliseconds=1)
        dana.asked(LIVE, f"Question number {number}: will the crossing move?")


def test_three_desks_decide_each_item_once_and_leave_none(
    house: House, clock: SetClock, tier: str
) -> None:
    ask(house, clock, ITEMS[tier])
    evening = Evening(house, clock, ITEMS[tier])
    desks = [Desk(evening, who, seed) for seed, who in enumerate(CREW)]
    with ThreadPoolExecutor(len(desks)) as pool:
        for done in [pool.submit(desk.work) for desk in desks]:
            done.result()
    assert set(evening.decided.values()) == {1}
    assert_each_decided_once(house, ITEMS[tier])
    assert evening.cuts
    assert evening.refusals
    for refusal in evening.refusals:
        assert refusal["by"] in CREW.values()
        assert refusal["by"] in refusal["detail"]
        open_there = refusal["detail"] == f"{refusal['by']} has this open."
        assert open_there or refusal["verdict"] in {"approve", "reject", "divert"}


def assert_each_decided_once(house: House, items: int) -> None:
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT count(*), count(DISTINCT about) FROM decisions")
        ).one()
        held = connection.execute(text("SELECT count(*) FROM questions WHERE state = 'held'"))
        assert (tuple(found), held.scalar()) == ((items, items), 0)
    engine.dispose()


def test_what_a_desk_had_open_when_it_was_cut_off_is_free_within_its_lease(
    house: House, clock: SetClock
) -> None:
    ask(house, clock, 1)
    evening = Evening(house, clock, 1)
    priya, sam = (Desk(evening, who, 0) for who in ("priya", "sam"))
    with priya.closing, sam.closing:
        priya.come()
        sam.come()
        (item,) = priya.queue()
        priya.desk.say("claim", item.id)
        sam.shelf.put(sam.desk.until("question.claimed")["html"])
        assert sam.queue()[0].holder == "Priya Shah"
        priya.vanish()
        sam.decide(item)
        assert evening.refusals[0]["detail"] == "Priya Shah has this open."
        clock.at += LEASE
        sam.desk.say("claim", item.id)
        while sam.queue()[0].holder != "Sam Doyle":
            sam.shelf.put(sam.desk.next()["html"])
        sam.decide(item)
    assert evening.over
