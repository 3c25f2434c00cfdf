"""The words of a folded text one by one, where they stand and what they are meant to read as."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:['@$][^\W_]+)*")
_SPREAD = re.compile(r"(?<![^\W_])[a-z0-9](?:([ .*_-])[a-z0-9])(?:\1[a-z0-9])*(?![^\W_])")
_FEWEST_SPREAD, _NEAR = 3, 3
_LETTERS = str.maketrans("01345789@$", "oieastbgas")
_LETTER = re.compile("[a-z]")
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th|[a-h])?|[a-z]{1,2}\d{1,4}")


class Token(NamedTuple):
    """A word from `start` up to `end`, without its apostrophes and with letters for digits."""

    start: int
    end: int
    word: str


def tokens(folded: str) -> list[Token]:
    """Return the words of a folded text; letters that stand apart alike are one word."""
    found: list[Token] = []
    position = 0
    for start, end in spreads(folded):
        found += _plain(folded, position, start)
        found.append(Token(start, end, meant(folded[start:end:2])))
        position = end
    return found + _plain(folded, position, len(folded))


@lru_cache(maxsize=4)
def spreads(folded: str) -> tuple[tuple[int, int], ...]:
    """Return where letters stand apart: three or more of them, or what is left beside those."""
    spans = [found.span() for found in _SPREAD.finditer(folded)]
    far = {
        span for span in spans if sum(map(str.isalpha, folded[slice(*span, 2)])) >= _FEWEST_SPREAD
    }
    beside = {
        one
        for before, after in pairwise(spans)
        for one in (before, after)
        if after[0] - before[1] <= _NEAR and (before in far or after in far)
    }
    return tuple(span for span in spans if span in far or span in beside) if far else ()


def meant(word: str) -> str:
    """Return the letters a word is meant to have: str33t is street, 12b stays what it is."""
    if word.isalpha():
        return word
    if "'" in word:
        return meant(word.replace("'", ""))
    if not _LETTER.search(word) or _NUMBERED.fullmatch(word):
        return word
    return word.translate(_LETTERS)


def _plain(folded: str, start: int, end: int) -> list[Token]:
    return [Token(*at.span(), meant(at[0])) for at in _TOKEN.finditer(folded, start, end)]
