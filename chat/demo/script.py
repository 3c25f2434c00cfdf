"""What people say in the demonstration, read from the tables in `talk/`."""

import re
import tomllib
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

TALK = Path(__file__).parent / "talk"
WORD = re.compile(r"\w+")
FEWEST = 5  # words, below which a text may be anybody's
ALIKE = 0.5  # of the words of two texts together, for one to be taken for the other
COUNCIL = frozenset({"council", "park"})
STREETS = (
    "North Street", "West Street", "East Street", "Dean Lane", "South Street", "Coronation Road",
    "Sheene Road", "St John's Lane", "Stackpool Road", "Cotswold Road", "Philip Street",
    "Whitehouse Lane", "Marksbury Road",
)  # fmt: skip
OPENINGS = ("Good evening. ", "Hello, me again on a different street. ", "Hi all. ", "Quick one: ")

M = TypeVar("M", bound=BaseModel)


class Line(BaseModel, frozen=True):
    """A question, with its answer or with the reason not to show it."""

    ask: str
    answer: str = ""
    reason: str = ""
    by: str = "police"  # whose matter it is, or who on the panel answers
    name: str = ""
    asked: int = 0  # minutes after the start
    answered: int = 0
    in_hand: bool = False
    corrected: str = ""  # what the answer says since it was corrected
    note: str = ""  # and what the public is told of that
    away: str = ""  # what is said where it is answered later
    days: int = 0  # and within how many
    ban: int = 0  # days for which its asker may not ask again
    appeal: str = ""  # what they say against that

    @property
    def is_for_the_council(self) -> bool:
        return self.by in COUNCIL


class Pledge(BaseModel, frozen=True):
    """What somebody on the panel says will be done, and what has become of it."""

    text: str
    by: str
    days: int  # after the chat
    outcome: str = ""
    report: str = ""
    waits: bool = False  # for a second person


class Standard(BaseModel, frozen=True):
    """A line of the library."""

    title: str
    text: str
    topic: str
    by: str
    link: str = ""
    waits: bool = False


class Evening(BaseModel, frozen=True):
    """One chat as it is seeded: what was answered, what waits, what nobody has read yet."""

    area: str
    panel: tuple[str, ...]
    weeks: int = 0  # ago
    notice: str = ""
    talk: tuple[Line, ...] = ()
    waiting: tuple[Line, ...] = ()
    unreleased: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    refused: tuple[Line, ...] = ()
    promises: tuple[Pledge, ...] = ()
    crew: str = ""  # a note to the moderators


class Occasion(BaseModel, frozen=True):
    """A chat that is no neighbourhood's."""

    title: str
    about: str
    weeks: int  # after the coming Monday
    panel: tuple[str, ...]


class Live(BaseModel, frozen=True):
    talk: tuple[Line, ...]


class Improper(BaseModel, frozen=True):
    refuse: tuple[Line, ...]


class Other(BaseModel, frozen=True):
    past: tuple[Evening, ...]
    lines: tuple[Standard, ...]
    closing: Evening
    lobby: Evening
    chief: Occasion
    themed: Occasion


def read(name: str, shape: type[M]) -> M:
    """One table, checked against its shape. Raises pydantic's ValidationError."""
    return shape.model_validate(tomllib.loads((TALK / f"{name}.toml").read_text()))


def words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def recognise(text: str, lines: Iterable[Line]) -> Line | None:
    """The line that a text is, nearly is, or begins; None when nobody wrote it for us."""
    said = words(text)
    if len(said) < FEWEST:
        return None
    found = [(likeness(said, words(line.ask[: len(text)])), line) for line in lines]
    best, line = max(found, key=itemgetter(0), default=(0.0, None))
    return line if best >= ALIKE else None


def likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """The share of the words of both together that stand in both."""
    return len(some & others) / max(1, len(some | others))


def varied(line: Line, turn: int) -> Line:
    """The same line as it is heard once the list has run out: another street, other first words."""
    if turn == 0:
        return line
    opening = OPENINGS[(turn + len(line.ask)) % len(OPENINGS)]
    ask, answer = (elsewhere(text, turn) for text in (line.ask, line.answer))
    return line.model_copy(update={"ask": opening + ask, "answer": answer})


def elsewhere(text: str, turn: int) -> str:
    def another(match: re.Match[str]) -> str:
        return STREETS[(STREETS.index(match[0]) + turn) % len(STREETS)]

    return re.sub("|".join(STREETS), another, text)
