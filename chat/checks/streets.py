"""What words of a text may be in an address: the number, the name and the kind of a street."""

import re
from collections.abc import Sequence

from .digits import NUMBERS, TENS_OF
from .lists import sections
from .tokens import Token

_ROWS = {name: frozenset(" ".join(rows).split()) for name, rows in sections("streets").items()}
STREETS, WEAK = _ROWS["streets"], _ROWS["streets that are words"]
HOUSES, FLATS, LINKS = _ROWS["houses"], _ROWS["flats"], _ROWS["links"]
ANNOUNCING, PLACING = _ROWS["before a number"], _ROWS["before a number and a name"]
_NEVER, _OTHER_NUMBERS = _ROWS["not in a street"], _ROWS["not before a number"]
JOINTS = frozenset({"double", "and", "to", "or"})
_LONG = tuple(street for street in STREETS | {"court", "place"} if len(street) > 3)
_NUMBER = re.compile(r"(?!19\d\d)1?\d{1,3}[a-h]?")
_ALIKE = re.compile(r"(?=.*\d)[0-9oilsz]{1,3}[a-h]?")
_STOP = re.compile(r"[£$€%:!?\n]|\.\s*[A-Z]")
_FARTHEST = 6


def is_street(word: Token) -> bool:
    """Say whether a word is a kind of street, or ends in one: saddlermews."""
    return word.word in STREETS or word.word in WEAK or is_joined(word)


def is_joined(word: Token) -> bool:
    """Say whether a word is a street's name and its kind in one."""
    is_kind = word.word in STREETS or word.word in WEAK or word.word in _NEVER
    return not is_kind and word.word.endswith(_LONG)


def is_name(word: Token, text: str) -> bool:
    """Say whether a word may be part of a street's name."""
    if word.word in ("the", "old") and text[word.start].isupper():
        return True
    is_word = word.word.isalpha() and (len(word.word) > 1 or text[word.start].isupper())
    return is_word and word.word not in _NEVER and not is_number(word, text)


def is_number(word: Token, text: str) -> bool:
    """Say whether a word may be a house's number, or part of one that is spelled out."""
    written = text[word.start : word.end].lower()
    is_figure = _NUMBER.fullmatch(word.word) or _ALIKE.fullmatch(written)
    return bool(is_figure) or word.word in NUMBERS or word.word in TENS_OF or word.word == "hundred"


def goes_on(before: Token, number: Token, text: str) -> bool:
    """Say whether two numbers are one: twenty two, 1 2, one hundred and four, 17 to 19."""
    is_one = is_number(before, text) or before.word in JOINTS
    return is_one and number.start - before.end <= 2


def is_apart(one: Token, other: Token, text: str) -> bool:
    """Say whether two words cannot be of one address, by what stands between them."""
    between = text[one.end : other.start]
    return len(between) > _FARTHEST or _STOP.search(between) is not None


def is_other_number(words: Sequence[Token], number: int, text: str) -> bool:
    """Say whether a number is a price, an hour, a bus, an age and the like."""
    start, end = words[number].start, words[number].end
    if (start and text[start - 1] in "£$€.:/") or text[end : end + 1] in ("%", ":"):
        return True
    return number > 0 and words[number - 1].word in _OTHER_NUMBERS


def is_capital(word: Token, text: str) -> bool:
    return text[word.start].isupper()
