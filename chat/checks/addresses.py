"""Street addresses: a number and a street, a flat and a house, in figures or words."""

import re
from collections.abc import Iterator, Sequence

from .findings import Finding
from .houses import house_before, is_lived_in, number_after, number_before
from .streets import (
    ANNOUNCING,
    FLATS,
    HOUSES,
    LINKS,
    PLACING,
    is_apart,
    is_capital,
    is_joined,
    is_name,
    is_number,
    is_other_number,
    is_street,
)
from .tokens import Token

_TOGETHER = re.compile(
    r"(?:flat|flt|no|nr|number)?\d{1,3}[a-h]?[a-z]{3,}"
    r"(?:street|str|st|road|rd|avenue|ave|lane|ln|close|cl|drive|court|crt|ct|mews|terrace|crescent"
    r"|gardens|gdns|place|grove)"
)
_MOST_NAMES = 4
_UNIT_SIGN = re.compile("[a-z]|[ivx]{1,4}")  # Flat B, Room IV


def addresses(words: Sequence[Token], text: str) -> Iterator[Finding]:
    """Yield the addresses among the words of a canonical text."""
    for at, word in enumerate(words):
        if span := _street(words, at, text) or _flat(words, at, text):
            yield Finding(*span, "address")
        elif word.word in ANNOUNCING and (end := _named(words, at + 1, text)):
            yield Finding(word.start, end, "address")
        elif word.word in PLACING and (end := _named(words, at + 1, text)):
            yield Finding(words[at + 1].start, end, "address")
        elif _TOGETHER.fullmatch(text[word.start : word.end].lower()):
            yield Finding(word.start, word.end, "address")


def _street(words: Sequence[Token], at: int, text: str) -> tuple[int, int] | None:
    """Return where an address stands whose kind of street is at `at`."""
    is_house = words[at].word in HOUSES and is_capital(words[at], text)
    first = _name_start(words, at, text) if is_street(words[at]) or is_house else None
    if first is None:
        return None
    number = number_before(words, first, at, text)
    if number is not None:
        return words[number].start, words[at].end
    if house_before(words, first, at, text):
        return words[first].start, words[at].end
    last = number_after(words, first, at, text)
    return (words[first].start, words[last].end) if last else None


def _name_start(words: Sequence[Token], at: int, text: str) -> int | None:
    """Return the first word of the street's name, None if it has none."""
    first = at
    while first and at - first < _MOST_NAMES and is_name(words[first - 1], text):
        if is_apart(words[first - 1], words[first], text):
            break
        first -= 1
    return first if first < at or is_joined(words[at]) else None


def _flat(words: Sequence[Token], at: int, text: str) -> tuple[int, int] | None:
    """Return the span of a flat in a house with a name: Flat 4, Ashley House."""
    if words[at].word not in FLATS or at + 3 >= len(words):
        return None
    unit = words[at + 1]
    if not is_number(unit, text) and not _UNIT_SIGN.fullmatch(unit.word):
        return None
    position = at + 2
    while position < len(words) and (
        words[position].word in LINKS or is_number(words[position], text)
    ):
        position += 1
    for house in range(position + 1, min(position + 4, len(words))):
        before, last = words[house - 1], words[house]
        if is_apart(before, last, text) or not is_name(before, text):
            break
        if last.word in HOUSES:
            return words[at].start, last.end
    return None


def _named(words: Sequence[Token], number: int, text: str) -> int:
    """Return where a number and a name in capitals end: No 3, Castle Moat; 0 if there are none."""
    name = number + 1
    if name >= len(words) or not is_number(words[number], text) or text.isupper():
        return 0
    while name < len(words) - 1 and words[name].word in ("in", "on", "of", "at"):
        name += 1
    is_ended = "." in text[words[number].end : words[name].start]
    if is_ended or is_apart(words[number], words[name], text):
        return 0
    if is_other_number(words, number, text):
        return 0
    capitals = [is_name(word, text) and is_capital(word, text) for word in words[name : name + 2]]
    if capitals == [True, True] and not is_apart(words[name], words[name + 1], text):
        return words[name + 1].end
    return words[name].end if capitals[0] and is_lived_in(text, words[number].start) else 0
