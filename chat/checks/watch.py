"""The watch list of one chat: names, operations and court matters that staff want to see first."""

from collections.abc import Iterable, Iterator, Sequence

from .findings import Finding
from .folding import fold
from .listed import numbered, refuse_common, words_of
from .tokens import Token, tokens

_ALIKE = str.maketrans("01i345789", "olleastbg")
_SHORTEST_PLURAL = 4


class WatchList:
    """Words and phrases to be found whatever their case, accents, joints and plurals.

    Blank entries are passed over; one bad entry refuses the whole list.
    """

    rule = "watch"

    def __init__(self, entries: Iterable[str] = ()) -> None:
        given = numbered(entries)
        for number, entry in given:
            refuse_common(number, words_of(number, entry))
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

    def found_in(self, words: Sequence[Token], folded: str) -> Iterator[Finding]:
        """Yield where entries stand among the words, the longest at each place."""
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
                yield Finding(words[at].start, words[last].end, self.rule)


def _phrase(entry: str) -> str:
    return " ".join(_reads(token.word) for token in tokens(fold(entry)))


def _reads(word: str) -> str:
    """Return a word without the s of plurals, and with what looks alike made the same."""
    if word.isdigit():
        return word
    word = word.translate(_ALIKE)
    return word.removesuffix("s") if len(word) >= _SHORTEST_PLURAL else word
