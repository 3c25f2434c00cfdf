"""The watch list of one chat: names, operations and court matters that staff want to see first."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from .findings import Finding
from .folding import fold
from .lists import word_list
from .tokens import Token, tokens

MOST_ENTRIES = 500
MOST_WORDS = 6
SHORTEST, LONGEST = 2, 60

_COMMON = frozenset(" ".join(word_list("common")).split())
_SIGNS = " -'\u2019"
_ALIKE = str.maketrans("01i345789", "olleastbg")
_SHORTEST_PLURAL = 4


class BadList(ValueError):
    """A watch list that cannot be taken, and the sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooMany(BadList):
    """More entries than a list may hold."""

    def __init__(self) -> None:
        super().__init__(f"A watch list holds at most {MOST_ENTRIES} entries.")


class BadEntry(BadList):
    """An entry that cannot be taken, and its place in the list, counted from one."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"Entry {number} {why}")
        self.number = number


class WatchList:
    """Words and phrases to be found whatever their case, accents, joints and plurals.

    Blank entries are passed over; one bad entry refuses the whole list.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        given = [(number, " ".join(entry.split())) for number, entry in enumerate(entries, start=1)]
        given = [(number, entry) for number, entry in given if entry]
        if len(given) > MOST_ENTRIES:
            raise TooMany
        for number, entry in given:
            _judge(number, entry)
        self.entries = tuple(dict.fromkeys(entry for _, entry in given))
        self._phrases = frozenset(_phrase(entry) for entry in self.entries)
        self._joined = frozenset(phrase.replace(" ", "") for phrase in self._phrases)
        self._most: dict[str, int] = {}
        for phrase in self._phrases:
            first, more = phrase.partition(" ")[0], phrase.count(" ") + 1
            self._most[first] = max(self._most.get(first, 0), more)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WatchList) and self._phrases == other._phrases

    def __hash__(self) -> int:
        return hash(self._phrases)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def found_in(self, words: Sequence[Token]) -> Iterator[Finding]:
        """Yield where entries stand among the words of a folded text, the longest at each place."""
        read = [_reads(word.word) for word in words]
        for at, first in enumerate(read):
            last = next(
                (
                    at + count - 1
                    for count in range(min(self._most.get(first, 0), len(read) - at), 0, -1)
                    if " ".join(read[at : at + count]) in self._phrases
                ),
                at if first in self._joined else -1,
            )
            if last >= 0:
                yield Finding(words[at].start, words[last].end, "watch")


def _judge(number: int, entry: str) -> None:
    """Raise BadEntry unless the entry is a phrase that can be looked for."""
    if not SHORTEST <= len(entry) <= LONGEST:
        raise BadEntry(number, f"must have {SHORTEST} to {LONGEST} characters.")
    if not all(_may_stand(sign) for sign in entry):
        raise BadEntry(number, "may hold only letters, digits, spaces, hyphens and apostrophes.")
    words = [token.word for token in tokens(fold(entry))]
    if not 1 <= len(words) <= MOST_WORDS:
        raise BadEntry(number, f"must have 1 to {MOST_WORDS} words.")
    if all(word in _COMMON or len(word) < SHORTEST for word in words):
        raise BadEntry(number, "has only common words and would be found everywhere.")


def _may_stand(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LM" or sign.isdecimal()


def _phrase(entry: str) -> str:
    return " ".join(_reads(token.word) for token in tokens(fold(entry)))


def _reads(word: str) -> str:
    """Return a word without the s of plurals, and with what looks alike made the same."""
    if word.isdigit():
        return word
    word = word.translate(_ALIKE)
    return word.removesuffix("s") if len(word) >= _SHORTEST_PLURAL else word
