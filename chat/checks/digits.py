"""Digits as people spell them out: in words, in look-alikes, apart or run together."""

import re
from functools import lru_cache

from .chains import Chain, Part, chains
from .lists import kinds

UNITS = {
    "0": "zero oh nought naught nowt nil zeroe zerro zro",
    "1": "one wun onne",
    "2": "two twoo tow",
    "3": "three thre threee",
    "4": "four foour fuor foru",
    "5": "five fife fve fiv",
    "6": "six sixx",
    "7": "seven sevn sevin seveen sevven",
    "8": "eight eigth eght ait",
    "9": "nine niner nien nin",
}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TIMES = {"double": 2, "doubel": 2, "dubble": 2, "dbl": 2, "triple": 3, "tripple": 3, "treble": 3}
POWERS = {"hundred": "00", "hundered": "00", "hundrd": "00", "thousand": "000"}

NUMBERS = {word: digit for digit, words in UNITS.items() for word in words.split()}
NUMBERS |= {word: str(10 + count) for count, word in enumerate(TEENS.split())}
TENS_OF = {word: str(2 + count) for count, word in enumerate(TENS.split())} | {"fourty": "4"}
# Also as one word, and as several of one: seventytwo, nines.
NUMBERS |= {
    ten + UNITS[unit].split()[0]: digit + unit
    for ten, digit in TENS_OF.items()
    for unit in "123456789"
}
MANY = {f"{UNITS[unit].split()[0]}{'es' if unit in '06' else 's'}": unit for unit in UNITS} | {
    "zeros": "0"
}
_ROUND = frozenset(f"{ten}0" for ten in TENS_OF.values())
_LONE = {"o": "0", "oo": "00", "ooo": "000", "l": "1", "i": "1"}
_FILLERS = kinds("at the side of numbers")
_SAID = {*NUMBERS, *TENS_OF, *TIMES, *POWERS, *MANY, *_FILLERS}

_MIXED = re.compile("[0-9]+|[a-z]+")
_LONG_FIGURE = re.compile(r"\d{10,}")
_CHUNK = re.compile("[0-9oilszb]+")
_ALIKE = str.maketrans("oilszb", "011528")
_WRITTEN = str.maketrans({"o": "[o0]", "e": "[e3]", "i": "[i1l]", "s": "[s5]", "t": "[t7]"})
_LEET = [
    (re.compile(words.split()[0].translate(_WRITTEN)), digit) for digit, words in UNITS.items()
]
_SHORTEST_TOGETHER = 7
_SPELT_WELL = [*(words.split()[0] for words in UNITS.values()), "oh", "nought", *TEENS.split()]
_TOGETHER = re.compile(
    "|".join(sorted((*_SPELT_WELL, *TENS_OF, *TIMES, *POWERS, "o"), key=len, reverse=True))
)
_A_FEW = frozenset("2345")
_NOTHING = Part(0, 0, "")


@lru_cache(maxsize=4)
def digit_chains(folded: str) -> tuple[Chain, ...]:
    """Return each stretch of a folded text that can be read aloud as digits."""
    stretches = chains(folded, _read)
    said = (_said(parts) if any([part.spoken for part in parts]) else parts for parts in stretches)
    return tuple(Chain(parts) for parts in said if parts)


@lru_cache(maxsize=2048)
def _read(run: str) -> tuple[Part, ...]:
    return tuple(_digit_parts(run, 0))


def _digit_parts(run: str, start: int) -> list[Part]:
    end = start + len(run)
    if run.isdigit():
        return [Part(start, end, run)]
    if alike := _LONE.get(run):
        return [Part(start, end, alike)]
    if run in _SAID:
        return [Part(start, end, run, spoken=True)]
    if not run.isalpha():
        return _mixed_parts(run, start)
    return _run_together(run, start) if len(run) > _SHORTEST_TOGETHER else []


def _mixed_parts(run: str, start: int) -> list[Part]:
    """Read a run of letters and digits: o77oo, 07seven00 or s3ven."""
    if _CHUNK.fullmatch(run) and _mostly_digits(run):
        return [Part(start, start + len(run), run.translate(_ALIKE))]
    for pattern, digit in _LEET:
        if pattern.fullmatch(run):
            return [Part(start, start + len(run), digit)]
    parts: list[Part] = []
    for piece in _MIXED.finditer(run):
        read = _digit_parts(piece[0], start + piece.start())
        if not read or read[0].spells in _FILLERS:
            return _long_figure(run, start)
        parts += read
    return parts


def _long_figure(run: str, start: int) -> list[Part]:
    """Read a number that words are stuck to: tel07700900123."""
    found = _LONG_FIGURE.search(run)
    return [Part(start + found.start(), start + found.end(), found[0])] if found else []


def _mostly_digits(run: str) -> bool:
    digits = sum(map(str.isdigit, run))
    return digits * 2 >= len(run) or len(run) > 2 or not run.strip("0123456789o")


def _run_together(run: str, start: int) -> list[Part]:
    """Read words without spaces: ohsevenseven."""
    parts: list[Part] = []
    position = 0
    while found := _TOGETHER.match(run, position):
        parts.append(Part(start + position, start + found.end(), found[0], spoken=True))
        position = found.end()
    return parts if position == len(run) and len(parts) > 1 else []


def _said(chain: list[Part]) -> list[Part]:
    """Turn words into the digits they stand for: double seven, twenty three, nine hundred."""
    said: list[Part] = []
    times = times_from = 0
    before = ""
    for part in chain:
        word, last = part.spells, said[-1] if said else _NOTHING
        if word in TIMES:
            times, times_from = TIMES[word], part.start
        elif word in POWERS and 0 < len(last.spells) <= 2:
            said[-1] = Part(last.start, part.end, last.spells + POWERS[word], spoken=True)
        elif word in MANY:
            count = int(last.spells) if last.spells in _A_FEW and last.spoken else 2
            many = Part(
                last.start if said else part.start, part.end, MANY[word] * count, spoken=True
            )
            said[-1:] = [many]
        elif digits := _digits(word):
            if times:
                said.append(Part(times_from, part.end, digits * times, spoken=True))
            elif part.spoken and last.spoken and _completes(last.spells, digits, before):
                joined = last.spells[: -len(digits)] + digits
                said[-1] = Part(last.start, part.end, joined, spoken=True)
            else:
                said.append(Part(part.start, part.end, digits, part.spoken))
            times = 0
        before = word
    return said


def _digits(word: str) -> str:
    if word in TENS_OF:
        return f"{TENS_OF[word]}0"
    if word == "o":
        return "0"
    return NUMBERS.get(word, word if word.isdigit() else "")


def _completes(last: str, digits: str, before: str) -> bool:
    """Twenty and three make 23, nine hundred and twelve 912; two, zero and three stay apart."""
    if len(digits) == 1 and digits != "0" and last in _ROUND:
        return True
    return before == "and" and last.endswith("0" * len(digits)) and last.endswith("00")
