"""What the lists that staff edit have in common: entries, one a line, and what refuses them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from .findings import Finding
from .folding import fold
from .lists import word_list
from .tokens import Token, tokens

MOST_ENTRIES = 500
MOST_WORDS = 6
SHORTEST, LONGEST = 2, 60
COMMON = frozenset(" ".join(word_list("common")).split())

_SIGNS = " -'\u2019"


class Listed(Protocol):
    """A list of staff's that marks, by one rule, what holds its entries."""

    rule: str
    entries: tuple[str, ...]

    def found_in(self, words: Sequence[Token], folded: str) -> Iterator[Finding]:
        """Yield where entries stand in a folded text of these words."""
        ...


class BadList(ValueError):
    """A list that cannot be taken, and the sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooMany(BadList):
    """More entries than a list may hold."""

    def __init__(self) -> None:
        super().__init__(f"A list holds at most {MOST_ENTRIES} entries.")


class BadEntry(BadList):
    """An entry that cannot be taken, and its place in the list, counted from one."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"Entry {number} {why}")
        self.number = number


def numbered(entries: Iterable[str]) -> list[tuple[int, str]]:
    """Return the entries that are not blank, each with its place. Raises TooMany."""
    given = [(number, " ".join(entry.split())) for number, entry in enumerate(entries, start=1)]
    given = [(number, entry) for number, entry in given if entry]
    if len(given) > MOST_ENTRIES:
        raise TooMany
    return given


def words_of(number: int, entry: str, *, most: int = MOST_WORDS, besides: str = "") -> list[str]:
    """Return the words of an entry as they are looked for, at `most` so many. Raises BadEntry.

    `besides` says what its list allows to those who are told that a sign may not stand there.
    """
    if not SHORTEST <= len(entry) <= LONGEST:
        raise BadEntry(number, f"must have {SHORTEST} to {LONGEST} characters.")
    if not all(_may_stand(sign) for sign in entry):
        raise BadEntry(
            number, f"may hold only letters, digits, spaces, hyphens and apostrophes{besides}."
        )
    words = [token.word for token in tokens(fold(entry))]
    if not 1 <= len(words) <= most:
        raise BadEntry(number, f"must have 1 to {most} words.")
    return words


def refuse_common(number: int, words: Sequence[str]) -> None:
    """Raise BadEntry for words that would be found everywhere."""
    if all(word in COMMON or len(word) < SHORTEST for word in words):
        raise BadEntry(number, "has only common words and would be found everywhere.")


def _may_stand(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LM" or sign.isdecimal()
