"""Numbers in words as figures: fifty one is 51, nineteen eighty 1980, the seventh the 7th."""

import re
from functools import lru_cache

from .digits import NUMBERS, POWERS, TENS_OF
from .sought import DIGITS, Sought

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_ROUND_ORDINALS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50}
ORDINALS = {word: count for count, word in enumerate(_ORDINALS, start=1)} | _ROUND_ORDINALS
_POWERS = {word: 10 ** len(noughts) for word, noughts in POWERS.items()}
_TENS = {word: int(ten) * 10 for word, ten in TENS_OF.items()}
_VALUES = {word: int(figure) for word, figure in NUMBERS.items()} | _TENS | ORDINALS
# Also everyday words or slips of the pen for others: only where digits are read one by one.
COUNTED = frozenset({*_VALUES, *_POWERS} - {"won", "tow", "foru", "nil", "naught", "nowt"})

_WORD = "|".join(sorted(COUNTED, key=len, reverse=True))
_JOINT = r"(?:[ -]{1,2}(?:(?:and|n) )?)"
SAID = re.compile(rf"(?<![a-z0-9])(?:{_WORD})(?:{_JOINT}(?:{_WORD})(?![a-z0-9]))*(?![a-z0-9])")
_ONE_WORD = re.compile("[a-z]+")
_CENTURIES = ("nineteen", "twenty")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


# The month of a date, or all of it: 23.viii.1965, xvii.ix.mcmlii.
ROMAN = Sought(
    r"(?<=\d[./ -])[ivx]{1,4}(?=[./ -](?:19|20)?\d\d\b)"
    r"|(?<![a-z0-9])[ivx]{1,6}(?=[./-][ivx]{1,4}[./-]m[cdlxvim]+\b)"
    r"|(?<=[ivx][./-])(?:[ivx]{1,4}(?=[./-]m[cdlxvim]+\b)|m[cdlxvim]+\b)",
    (*DIGITS, ".m", "/m", "-m"),
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def roman(written: str) -> str:
    """Return the figures for a Roman number."""
    values = [_ROMAN_VALUES[sign] for sign in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))


@lru_cache(maxsize=1024)
def figures(said: str) -> str:
    """Return the figures for words that follow each other, apart where they are several numbers."""
    numbers: list[list[str]] = []
    for word in _ONE_WORD.findall(said):
        if word in ("and", "n"):
            continue
        if numbers and _goes_on(numbers[-1], word):
            numbers[-1].append(word)
        else:
            numbers.append([word])
    return " ".join(map(_figure, numbers))


def _goes_on(number: list[str], word: str) -> bool:
    """Say whether a word is part of the number before it: fifty one, four oh five, twenty ten."""
    last, value = number[-1], _VALUES.get(word, 0)
    if last in ORDINALS:
        return False
    if word in _POWERS or last in _POWERS:
        return last not in _POWERS or value < min(100, _POWERS[last])
    if last in _TENS and 0 < value < 10:
        return True
    if number[0] in _CENTURIES and word not in ORDINALS:
        return (value >= 10 or value == 0) if len(number) == 1 else _VALUES[last] == 0
    return (
        word not in ORDINALS and value < 10 and all(_VALUES.get(each, 10) < 10 for each in number)
    )


def _figure(number: list[str]) -> str:
    values = [_VALUES.get(word, 0) for word in number]
    ending = _ending(sum(values)) if number[-1] in ORDINALS else ""
    if any(word in _POWERS for word in number):
        return f"{_sum(number)}{ending}"
    if all(value < 10 for value in values) and not ending:
        return "".join(map(str, values))
    if len(number) > 1 and number[0] in _CENTURIES and not 0 < values[1] < 10:
        return f"{values[0]}{sum(values[1:]):02}"
    return f"{sum(values)}{ending}"


def _sum(number: list[str]) -> int:
    """Return what two hundred and six and the like come to."""
    total = counted = 0
    for word in number:
        if word in _POWERS:
            total += (counted or 1) * _POWERS[word]
            counted = 0
        else:
            counted = counted + _VALUES[word]
    return total + counted


def _ending(value: int) -> str:
    return "th" if 10 < value % 100 < 14 else _ENDINGS.get(value % 10, "th")
