"""What all in the walk share: who is there, what there is, and what of it may be seen."""

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from chat.rooms.models import Answer, Correction, Promise, PromiseReport, Question, Takeaway
from tests.house import House
from tests.people import Staff
from tests.rooms.eyes import Eye, Sighting, canary
from tests.rooms.walking.items import Item, Said, held
from tests.serving import Process

ASKERS = 8

SORTS = {
    "questions": Question, "answers": Answer, "corrections": Correction, "takeaways": Takeaway,
    "promises": Promise, "promise-reports": PromiseReport,
}  # fmt: skip

T = TypeVar("T", bound=Item)


@dataclass
class Ground:
    """`asking` and `watching` may be two processes over one database; then `grace` is a second."""

    asking: House
    watching: House | Process
    rng: random.Random
    grace: float = 0.0
    allowed: dict[str, float] = field(default_factory=dict)  # canary → until when it may be seen
    planted: set[str] = field(default_factory=set)
    sightings: list[Sighting] = field(default_factory=list)
    steps: int = 0
    deeds: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.priya: Staff = self.asking.staff("priya")
        self.sam: Staff = self.asking.staff("sam")
        self.cole: Staff = self.asking.staff("cole")
        self.passers_by = self.watching.stranger()
        self.askers = [self.asking.visitor("Dana") for _ in range(ASKERS)]
        self.chats = 0
        self.statements: list[Item] = []
        self.eyes: list[Eye] = []

    def plant(self) -> str:
        mark = canary()
        self.planted.add(mark)
        return mark

    def allow(self, *marks: str) -> None:
        self.allowed |= dict.fromkeys(marks, float("inf"))

    def forbid(self, *items: Item) -> None:
        """From now on these words may reach nobody: what was sent before has arrived, so read it
        first."""
        for eye in self.eyes:
            eye.look()
        until = time.monotonic() + self.grace
        # A follow-up stands under the same name as the question before it.
        names = {one.name for one in self.questions
                 if one.state == "approved" and one not in items}  # fmt: skip
        for item in items:
            for mark in item.canaries - names:
                if self.allowed.get(mark) == float("inf"):
                    self.allowed[mark] = until

    def forbid_taken(self, question: str, *, but: "Said | None" = None) -> None:
        """What was taken away is answered, replaced or gone with its question."""
        for one in self.said:
            if one.sort == "takeaways" and one.question == question and one is not but:
                self.forbid(one)

    def look_around(self) -> None:
        for eye in self.eyes:
            eye.look()
            self.sightings += eye.seen
            eye.seen = []
        leaked = [one for one in self.sightings if one.at > self.allowed.get(one.canary, -1)]
        assert not leaked, (
            f"step {self.steps}: {leaked[0]}, which may be seen"
            f" until {self.allowed.get(leaked[0].canary, 'never')}"
        )
        self.sightings = []

    def stand_alone(self, root: Item) -> None:
        """No answer will reach what was merged there."""
        for one in self.questions:
            if one.into == root.id:
                one.state, one.into = "held", ""

    def one(self, items: list[Item], state: str) -> Item | None:
        return self.pick_of(item for item in items if item.state == state)

    def in_queue(self) -> Item | None:
        return self.pick_of(one for one in self.questions if held(one) and not one.aside)

    def pick_of(self, items: Iterable[T]) -> T | None:
        found = list(items)
        return self.rng.choice(found) if found else None

    def releasable(self) -> Item | None:
        """A held answer whose question still stands."""
        shown = {item.id for item in self.questions if item.state == "approved"}
        return self.pick_of(one for one in self.answers if held(one) and one.question in shown)

    def in_two_days(self) -> str:
        at = self.asking.app.state.ground.clock.now() + timedelta(days=2)
        return at.date().isoformat()

    async def newest(self, sort: type[Correction | Takeaway | PromiseReport]) -> str:
        """The id of what was last said of that sort: pages are for eyes."""
        async with self.asking.database.reading() as session:
            return (await session.scalars(select(sort.id).order_by(sort.at.desc()).limit(1))).one()

    def version(self, item_id: str, sort: str = "questions") -> str:
        """Which words stand there now. A desk has it from its frames; to load each item's pane for
        it was a sixth of the walk."""
        return self.asking.do(self.standing(SORTS[sort], item_id))

    async def standing(
        self,
        sort: type[Question | Answer | Correction | Takeaway | Promise | PromiseReport],
        item_id: str,
    ) -> str:
        async with self.asking.database.reading() as session:
            return (await session.scalars(select(sort.version).where(sort.id == item_id))).one()
