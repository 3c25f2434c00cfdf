"""What was taken back reaches nobody any more, however they come, and leaves every page (P3)."""

import random
import time
from dataclasses import dataclass
from statistics import quantiles

from sqlalchemy import select

from chat.rooms.models import Answer
from tests.house import DIRECT, House
from tests.people import Staff, Visitor
from tests.rooms.crowd import Crowd
from tests.rooms.eyes import canary, sighted

REMOVALS = {"quick": 40, "full": 1_000, "soak": 10_000}
REMOVALS_UNGUARDED = 20
READERS = 200


@dataclass(frozen=True, slots=True)
class Removal:
    """When it was asked for, and when its 200 was there."""

    pressed: float
    answered: float


class Evening:
    """Questions are shown and answered, then the answer is taken back, and then the question."""

    def __init__(self, house: House, crowd: Crowd) -> None:
        self.house, self.crowd = house, crowd
        self.dana: Visitor = house.visitor()
        self.priya: Staff = house.staff("priya")
        self.cole: Staff = house.staff("cole")
        self.passer_by = house.stranger()
        self.removals: dict[str, Removal] = {}  # by canary
        self.fetched: list[
            str
        ] = []  # canaries in what was asked for after they had been taken back

    def take_back(self, removals: int) -> None:
        while len(self.removals) < removals:
            asked, answered = canary(), canary()
            question = self.dana.asked(DIRECT, f"Will you mend {asked}?")["id"]
            self.crowd.questions |= {asked: question, answered: question}
            self.priya.approve(question)
            self.cole.post(f"/staff/questions/{question}/answer", text=f"Yes: {answered}")
            answer = self.house.do(self.answer_to(question))
            self.remove(f"/staff/answers/{answer}/withdrawal", answered)
            self.remove(f"/staff/questions/{question}/withdrawal", asked)

    def remove(self, path: str, mark: str) -> None:
        pressed = time.monotonic()
        answer = self.priya.post(path, reason="personal-information")
        assert answer.status_code == 200, answer.text
        self.removals[mark] = Removal(pressed, time.monotonic())
        after = self.crowd.rng.choice(self.crowd.readers).last_seq // 2
        for answer in (
            self.passer_by.get(f"/chats/{DIRECT}"),
            self.passer_by.get(f"/chats/{DIRECT}/events", after=str(after)),
        ):
            assert answer.status_code == 200
            self.fetched += [one.canary for one in sighted(answer.content, "fetched")
                             if one.canary in self.removals]  # fmt: skip

    async def answer_to(self, question: str) -> str:
        async with self.house.database.reading() as session:
            return (
                await session.scalars(select(Answer.id).where(Answer.question_id == question))
            ).one()

    def late(self) -> list[str]:
        """What came after it went, or on a connection begun after it had been taken back."""
        return self.fetched + [
            one.canary
            for reader in self.crowd.readers
            for one in reader.came
            if one.late
            or (one.canary in self.removals and one.began > self.removals[one.canary].answered)
        ]

    def left(self) -> list[str]:
        """What still stands on somebody's page."""
        return [mark for one in self.crowd.readers for mark in one.stand if mark in self.removals]

    def seconds(self) -> list[float]:
        """From the press to the removal's bytes, for everybody who had it on their page by then."""
        return [
            one.at - self.removals[one.canary].pressed
            for reader in self.crowd.readers
            for one in reader.went
            if one.began < self.removals[one.canary].pressed
        ]


def test_what_was_taken_back_reaches_nobody_and_leaves_every_page(house: House, tier: str) -> None:
    crowd = Crowd(READERS, house.port, f"/chats/{DIRECT}/live", random.Random(20261210))
    with crowd:
        evening = Evening(house, crowd)
        evening.take_back(REMOVALS[tier])
    seconds = evening.seconds()
    late, left = evening.late(), evening.left()
    p99 = quantiles(seconds, n=100)[98]
    print(
        f"\n{len(evening.removals)} taken back from {READERS} readers who came back "
        f"{crowd.returns} times: {len(seconds)} removals, p99 {p99 * 1000:.0f} ms"
    )
    assert crowd.returns > REMOVALS[tier]
    assert len(seconds) > REMOVALS[tier] * READERS / 2
    assert not late
    assert not left
    assert p99 < 1.0


def test_without_the_guard_late_words_would_be_found(house: House, unguarded: None) -> None:
    with Crowd(20, house.port, f"/chats/{DIRECT}/live", random.Random(20261210)) as crowd:
        evening = Evening(house, crowd)
        evening.take_back(REMOVALS_UNGUARDED)
    assert evening.fetched
    assert len(evening.late()) > len(evening.fetched)
    assert evening.left()
