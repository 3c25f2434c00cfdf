"""P8: pages that lose their connection in every way there is miss nothing and repeat nothing."""

import asyncio
import random
import re
from dataclasses import dataclass, field

import pytest

from foundation.live.hub import Hub
from foundation.live.start import Start
from tests.foundation.rig import Rig, Wire

PAGES = 50
CUTS = {"quick": 80, "full": 2_000, "soak": 20_000}
RESTARTS = {"quick": 1, "full": 10, "soak": 50}
WAYS = ("clean", "reset", "half open", "half close")


@dataclass
class Page:
    """What a browser does: shows items, knows the last number, comes back with it."""

    rig: Rig
    number: int
    cursor: int | None = None
    items: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    left_open: list[Wire] = field(default_factory=list)

    async def follow(self, frames: int) -> Wire:
        """Connect where the page left off and take in some frames."""
        epoch = None if self.cursor is None else "first"
        wire = await self.rig.join(epoch=epoch, after=self.cursor, address=f"10.0.0.{self.number}")
        for _ in range(frames):
            await self.take(wire)
        return wire

    async def take(self, wire: Wire) -> None:
        frame = await wire.read()
        seq, html = int(frame["seq"]), str(frame.get("html"))
        if frame["kind"] == "hello":
            return
        if frame["kind"] == "snapshot":
            self.items = {
                about: whole for whole, about in re.findall(r'(<p id="(\w+)">.*?</p>)', html)
            }
        else:
            self.check(seq)
            self.items[str(frame["id"])] = html
        self.cursor = seq

    def check(self, seq: int) -> None:
        if self.cursor is None or seq != self.cursor + 1:
            self.faults.append(f"page {self.number} saw {seq} after {self.cursor}")

    async def cut(self, wire: Wire, way: str) -> None:
        if way == "clean":
            await wire.leave()
        elif way == "reset":
            wire.reset()
        elif way == "half close":
            wire.writer.write_eof()
            await wire.close_code()
        else:
            self.left_open.append(wire)  # the network went away and told nobody

    async def read_to(self, seq: int) -> None:
        wire = await self.follow(1)
        while self.cursor is None or self.cursor < seq:
            await self.take(wire)
        await wire.leave()

    def shown(self) -> dict[str, str]:
        return {about: html for about, html in self.items.items() if html}


async def one_life(page: Page, cuts: int, dice: random.Random, up: asyncio.Event) -> None:
    """Connect, read a little, lose the connection, again and again, while things happen."""
    for _ in range(cuts):
        await up.wait()
        try:
            wire = await page.follow(dice.choice((1, 1, 2)))
        except (OSError, EOFError):  # the server was just going away
            continue
        for _ in range(dice.randrange(4)):
            await something_happens(page.rig, dice)
        await page.cut(wire, dice.choice(WAYS))


async def something_happens(rig: Rig, dice: random.Random) -> None:
    """A question is shown, or one that was shown is taken back."""
    log = rig.memory.logs[1]
    if dice.random() < 0.2:
        await rig.write("", about=dice.choice(log).about)
    else:
        await rig.write(f"line {len(log) + 1}")


async def test_pages_that_are_cut_off_miss_nothing_and_repeat_nothing(tier: str) -> None:
    dice = random.Random(22_11_2026)
    with Rig(lambda memory: Hub(memory, max_per_address=1000)) as rig:
        rig.memory.write(1, "line 1")
        pages = [Page(rig, number) for number in range(PAGES)]
        up = asyncio.Event()
        up.set()
        rounds = RESTARTS[tier]
        each = CUTS[tier] // PAGES // rounds
        for _ in range(rounds):
            lives = [one_life(page, each, random.Random(dice.random()), up) for page in pages]
            await asyncio.gather(*lives)
            await rig.restart()
        last = len(rig.memory.logs[1])
        fresh = Page(rig, PAGES)
        await asyncio.gather(*(page.read_to(last) for page in [*pages, fresh]))
        assert [fault for page in pages for fault in page.faults] == []
        assert [page.number for page in pages if page.shown() != fresh.shown()] == []
        for wire in [wire for page in pages for wire in page.left_open]:
            wire.reset()


async def test_control_a_start_that_forgets_what_came_meanwhile_leaves_gaps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = Start.bytes_after

    def one_short(start: Start, after: int) -> bytes:
        return honest(start, after + 1)

    monkeypatch.setattr(Start, "bytes_after", one_short)
    with Rig() as rig:
        for number in range(1, 10):
            rig.memory.write(1, f"line {number}")
        page = Page(rig, 0, cursor=5)
        await page.read_to(9)
        assert page.faults == ["page 0 saw 7 after 5"]
