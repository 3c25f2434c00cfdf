"""Addresses without a number: the seventh door of Georges Yard, Larkspur Point, door B."""

import re
from collections.abc import Iterator, Sequence

from .counting import ORDINALS
from .findings import Finding
from .sought import DIGITS, Sought
from .streets import HOUSES, STREETS, WEAK, is_apart, is_capital, is_joined, is_name
from .tokens import Token

_PLACE = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|last|end|corner|only|middle)"
_DOORS = ("house", "door", "cottage", "bungalow", "flat", "floor", "property", "gate", "along")
_DOORS += ("apt", "apartment", "room", "unit")
_WHICH = Sought(
    rf"\b{_PLACE} (?:house|door|cottage|bungalow|flat|floor|property|gate|along|one along)\b"
    r"|\b(?:door|flat|apt|apartment|room|unit) (?:\d{1,3}[a-h]?|[a-h])\b",
    _DOORS,
)
_DOOR = Sought(
    r"\b(?:door|house|flat)(?:'s)? (?:number|no|num)(?:'s)?\b[\s.:]{0,2}(?:(?:is|was|it's|its) )?"
    r"(?P<number>\d{1,3}[a-h]?)\b(?! ?(?:%|of|in|years?|times))",
    ("door", "house", "flat"),
    DIGITS,
)
_MAYBE = HOUSES | WEAK
_FARTHEST, _MOST_NAMES = 32, 3
_ENDS_SENTENCE = re.compile(r"[.!?\n]")


def positions(words: Sequence[Token], folded: str, text: str) -> Iterator[Finding]:
    """Yield streets and houses with the words beside them that say which door is meant."""
    for door in _DOOR.finditer(folded):
        yield Finding(*door.span(), "address")
    which = [found.span() for found in _WHICH.finditer(folded)]
    for at, word in enumerate(words) if which else ():
        if not (start := _named(words, at, text)):
            continue
        begin = words[start - 1].start
        for first, last in which:
            gap = folded[word.end : first] if first >= word.end else folded[last:begin]
            is_beside = first >= word.end or last <= begin
            if is_beside and len(gap) <= _FARTHEST and not _ENDS_SENTENCE.search(gap):
                yield Finding(min(begin, first), max(word.end, last), "address")


def _named(words: Sequence[Token], at: int, text: str) -> int:
    """Return the place, counted from one, of the first word of a street's name; 0 without one."""
    word = words[at]
    may_be_word = word.word in _MAYBE and is_capital(word, text)
    if not may_be_word and word.word not in STREETS and not is_joined(word):
        return 0
    first = at
    while first and at - first < _MOST_NAMES and is_name(words[first - 1], text):
        if is_apart(words[first - 1], words[first], text) or not is_capital(words[first - 1], text):
            break
        first -= 1
    return first + 1 if first < at else 0
