"""What the database says of an evening that is over, set against the driver's own book."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.evening_people import Book, Pick
from benchmarks.evening_script import Asked
from chat.rooms.models import Lane, QuestionState

# What the end of the chat leaves of each deed; without one, a question lapses.
LEFT = {
    "approval": QuestionState.UNANSWERED, "rejection": QuestionState.REJECTED,
    "diversion": QuestionState.DIVERTED, "merging": QuestionState.MERGED,
    "": QuestionState.LAPSED,
}  # fmt: skip
OPENED, FREED = "question.claimed", "question.freed"
ENDED = {
    "question.approved", "question.rejected", "question.diverted", "question.merged",
    "question.parked",
}  # fmt: skip
NEVER = 1 << 62


@dataclass(slots=True)
class Story:
    """One question in the log, by the numbers of its lines."""

    lane: Lane
    turn: int
    held: int = NEVER
    left_queue: int = NEVER
    openings: list[tuple[int, int, int]] = field(default_factory=list)  # from, to, by whom

    @property
    def place(self) -> tuple[Lane, bool]:
        """Nobody's second comes before a first; among the urgent nobody waits for a turn."""
        return self.lane, self.turn > 0 and self.lane is not Lane.URGENT

    def note(self, seq: int, kind: str, by: int) -> None:
        if kind == "question.held":
            self.held = seq
        elif kind == OPENED:
            self.openings.append((seq, NEVER, by))
        elif kind == FREED and self.openings:
            begun, _, holder = self.openings.pop()
            self.openings.append((begun, seq, holder))
        elif kind in ENDED:
            self.left_queue = min(self.left_queue, seq)

    def opened(self, pick: Pick) -> int:
        """The line that says so."""
        return next(begun for begun, _, by in self.openings if by == pick.by and begun > pick.heard)

    def was_free(self, pick: Pick, opened: int) -> bool:
        """Whether that desk had heard of it and could have opened it instead."""
        return (
            self.held <= pick.heard
            and self.left_queue > opened
            and not any(begun <= opened < ended for begun, ended, _ in self.openings)
        )


@dataclass(frozen=True, slots=True)
class Log:
    """The end state of every question, and what happened to it."""

    states: dict[str, QuestionState]
    stories: dict[str, Story]

    def lost(self, asked: Sequence[Asked]) -> int:
        """How many have a receipt and are not there."""
        return sum(bool(one.id) and one.id not in self.states for one in asked)

    def otherwise(self, asked: Sequence[Asked]) -> int:
        """How many are in another state than the book says."""
        found = [one for one in asked if one.id in self.states]
        return sum(self.states[one.id] is not LEFT[one.verdict] for one in found)

    def lapsed(self) -> int:
        return sum(state is QuestionState.LAPSED for state in self.states.values())

    def passed_over(self, picks: Sequence[Pick]) -> int:
        """How often a desk opened one that comes after another it could have opened: a second
        before somebody's first, or an ordinary one before one in danger."""
        return sum(any(self.before(pick)) for pick in picks)

    def before(self, pick: Pick) -> Iterator[bool]:
        chosen = self.stories[pick.question]
        opened = chosen.opened(pick)
        for story in self.stories.values():
            yield story.place < chosen.place and story.was_free(pick, opened)


def read(path: Path, book: Book) -> Log:
    """The log of a server that has stopped; turns are the book's."""
    turns = {one.id: one.turn for one in book.asked}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT id, state, lane FROM questions").fetchall()
        states = {id: QuestionState(state) for id, state, _ in rows}
        stories = {id: Story(Lane(lane), turns.get(id, 0)) for id, _, lane in rows}
        lines = database.execute("SELECT about, seq, kind, by FROM events ORDER BY stream_id, seq")
        for about, *line in lines:
            if about in stories:
                stories[about].note(*line)
    database.close()
    return Log(states, stories)
