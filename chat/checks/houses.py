"""The number or the name of a house, before or after its street."""

import re
from collections.abc import Sequence

from .streets import (
    ANNOUNCING,
    FLATS,
    HOUSES,
    JOINTS,
    LINKS,
    WEAK,
    goes_on,
    is_apart,
    is_capital,
    is_number,
    is_other_number,
)
from .tokens import Token

_LIVES = re.compile(r"\b(?:liv(?:e|es|ed|ing)|address|resid\w+|home|staying|moved|lodg\w+|round)\b")
_REACH = 40
_FARTHEST_NUMBER = 8
_ENDS = re.compile(r"[.,;!?)\n]|\Z")


def number_before(words: Sequence[Token], first: int, at: int, text: str) -> int | None:
    """Return where the number of a street from `first` to `at` begins, or what announces it."""
    number = first - 1
    while number >= 0 and words[number].word in LINKS and first - number < 3:
        number -= 1
    if number < 0 or not is_number(words[number], text):
        return None
    if is_apart(words[number], words[number + 1], text):
        return None
    is_linked = number < first - 1
    while number and goes_on(words[number - 1], words[number], text):
        number -= 1
    while words[number].word in JOINTS:
        number += 1
    if number and words[number - 1].word in ANNOUNCING:
        return _with_flat(words, number - 1, text)
    flat = _with_flat(words, number, text)
    if flat == number and (is_linked or not _is_of_a_house(words, number, at, text)):
        return None
    return flat


def _is_of_a_house(words: Sequence[Token], number: int, at: int, text: str) -> bool:
    """Say whether a number is no other number, and the street no everyday word."""
    if is_other_number(words, number, text):
        return False
    start = words[number].start
    is_word = words[at].word in WEAK and not is_capital(words[at], text)
    return not is_word or is_lived_in(text, start)


def is_lived_in(text: str, start: int) -> bool:
    """Say whether the words before speak of living somewhere."""
    return _LIVES.search(text.lower(), max(start - _REACH, 0), start) is not None


def _with_flat(words: Sequence[Token], number: int, text: str) -> int:
    """Take in the flat before the number of its house: Flat 2, 18 Cotham Hill."""
    flat = number - 2
    if flat < 0 or words[flat].word not in FLATS or is_apart(words[flat], words[number], text):
        return number
    return flat


def house_before(words: Sequence[Token], first: int, at: int, text: str) -> bool:
    """Say whether a house's name begins at `first`: Rose Cottage, Church Lane."""
    for house in range(first + 1, at):
        if not is_capital(words[house - 1], text):
            return False
        if words[house].word in HOUSES and is_capital(words[house], text):
            return text[words[house].end] in ",("
    return False


def number_after(words: Sequence[Token], first: int, at: int, text: str) -> int:
    """Return the last word of a number behind its street, 0 if there is none.

    North Street, number 12; or at the end: Nightingale Gardens, forty two.
    """
    is_named = all(is_capital(word, text) for word in words[first : at + 1])
    if is_named and (last := _number_at_once(words, at, text)):
        return last
    for cue in range(at + 1, min(at + _FARTHEST_NUMBER, len(words) - 1)):
        if is_apart(words[cue - 1], words[cue], text.replace(":", " ")):
            return 0
        is_close = all(word.word in LINKS for word in words[at + 1 : cue])
        is_told = words[cue].word in ANNOUNCING and is_number(words[cue + 1], text)
        if is_told and (is_named or is_close):
            return _last(words, cue + 1, text)
    return 0


def _number_at_once(words: Sequence[Token], at: int, text: str) -> int:
    if at + 1 >= len(words) or not is_number(words[at + 1], text):
        return 0
    last = _last(words, at + 1, text)
    is_close = text[words[at].end : words[at + 1].start] in (", ", " - ", " ", ",")
    return last if is_close and _ENDS.match(text, words[last].end) else 0


def _last(words: Sequence[Token], number: int, text: str) -> int:
    while number + 1 < len(words) and goes_on(words[number], words[number + 1], text):
        number += 1
    return number
