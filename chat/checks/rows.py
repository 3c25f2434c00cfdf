"""A text as a row of words, sentence by sentence, for patterns of words to be found in.

Words are lower case and without apostrophes: "he's" is two words, "he s", and "can't" is "cant".
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise

BREAK = "|"
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.!?;:\u2026]+(?=\s|\Z)|\n|\s-+\s")
_ENDING = re.compile(r"'(s|m|re|ve|ll|d)\Z")


class Row:
    """The words of a text in a row, each sentence between two bars, and where each word stands."""

    def __init__(self, folded: str, spellings: dict[str, str]) -> None:
        words, spans = [BREAK], [(0, 0)]
        for found in _WORD.finditer(folded):
            written = found[0]
            if written.isalnum() and written not in spellings:
                words.append(written)
                spans.append(found.span())
                continue
            for word in _plain(written, spellings):
                if word != BREAK or words[-1] != BREAK:
                    words.append(word)
                    spans.append(found.span())
        words.append(BREAK)
        spans.append((len(folded), len(folded)))
        self._words, self._spans = words, spans
        self.flat = " ".join(words) + " "
        self._starts = list(accumulate([len(word) + 1 for word in words], initial=0))

    @cached_property
    def _index(self) -> dict[int, int]:
        return {start: index for index, start in enumerate(self._starts)}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of a stretch of `flat`."""
        return self._spans[self._index[start]][0], self._spans[self._index[end] - 1][1]

    def sentences(self, longest: int) -> Iterator["Sentence"]:
        """Yield the sentences, long ones in pieces of `longest` words that overlap by a third."""
        bars = [index for index, word in enumerate(self._words) if word == BREAK]
        for first, after in pairwise(bars):
            for begin in range(first, max(after - longest // 3, first + 1), longest * 2 // 3):
                stop = min(begin + longest, after)
                words = self._words[begin:stop]
                yield Sentence(self.flat, self._starts[begin], self._starts[stop + 1], words)


class Sentence:
    """One sentence of a row: its words, and where in `flat` it stands with its bars."""

    def __init__(self, flat: str, start: int, end: int, row: list[str]) -> None:
        self.flat, self.start, self.end = flat, start, end
        self.row = row
        self.words = set(row)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Say whether a pattern stands in the sentence."""
        return pattern.search(self.flat, self.start, self.end) is not None


def _plain(written: str, spellings: dict[str, str]) -> list[str]:
    if not written[0].isalnum():
        return [BREAK]
    if "'" not in written:
        return spellings.get(written, written).split()
    first, *rest = _ENDING.sub(r" \1", written).replace("'", "").split()
    return [*spellings.get(first, first).split(), *rest]
