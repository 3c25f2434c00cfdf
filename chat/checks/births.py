"""Dates of birth: dates in figures or words beside a word of birth, or as long ago as a birth."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from .digits import NUMBERS, TENS_OF
from .findings import Finding
from .lists import sections

_CUE = re.compile(
    r"\b(?:born|d\.?o\.?b|d0b|(?:date|day|month|year) of (?:my |his |her |their )?birth"
    r"|birth ?(?:date|day)s?|b-?day|birthdate|bday|b/day|sweet 16|sweet sixteen)\b"
)
_ROWS = sections("dates")
_MONTHS = "|".join(" ".join(_ROWS["months"]).split())
_WORDS = {*" ".join(_ROWS["numbers"]).split(), *NUMBERS, *TENS_OF}
_NUMBERS = "|".join(sorted(_WORDS - {"tow", "won"}, key=len, reverse=True))
_UNIT = re.compile(
    rf"(?P<month>{_MONTHS})(?![a-z])"
    r"|(?P<figure>(?=[oil]?\d|\d)(?:\d{8}|\d{6}|[0-9oil]{1,4})(?:st|nd|rd|th)?(?![a-z0-9]))"
    rf"|(?P<word>(?:{_NUMBERS})(?![a-z]))"
)
_BETWEEN = re.compile(
    r"(?:[\s./,\\_*:|'\"()[\]~+.\u00b7-]|(?:of|the|slash|stroke|dash|dot|point|then|and|in|month|year|day"
    r"|hyphen|n|back)\b){0,10}"
)
_LINKS = re.compile(
    r"(?:[\s.:;=,\"'()*~-]|(?:is|was|were|on|in|the|it s|its|it's|his|her|my|of|birth|a"
    r"|back|way|being|so"
    r"|he s|falls|year|she s|at|date|bristol|bath|that's|thats|as|to|be|says|said|wrong"
    r"|should|for)\b){0,14}"
)
_BACKWARDS = re.compile(
    r"[\s,)('.-]{0,4}(?:(?:is|was|that's|thats|that is|s|being|as|for|and|are|it's|its)\s)?"
    r"(?:(?:my|his|her|their|the|our|\w+'s|year of|son'?s|daughter'?s|when|i|was|he|she)\s){0,3}\Z"
)
_MOST_UNITS, _LONGEST, _MOST_DATES = 14, 80, 60
_MOST_CUES = 20
_EARLIEST, _LATEST = 1905, 2012  # who was born later is a child, and later dates are of events
_SINCE = re.compile(
    r"\b(?:since|until|till|by|before|after|dated|incident|war|moved|built)\b[^\d\n]{0,12}\Z"
)
_STARTS = re.compile(r"(?<![a-z0-9£$€.:/-])(?:\d|[oil]\d|[a-z]{3})")


def births(folded: str) -> Iterator[Finding]:
    """Yield the dates of birth in a folded text."""
    for cue in islice(_CUE.finditer(folded), _MOST_CUES):
        links = _LINKS.match(folded, cue.end())
        begin = links.end() if links else cue.end()
        units = _units(folded, begin)
        if _is_date(units) or _is_year_of_birth(units, cue[0]):
            yield Finding(begin, units[-1].end(), "birth-date")
        if span := _date_before(folded, cue.start()):
            yield Finding(*span, "birth-date")
    taken = tried = 0
    for start in _STARTS.finditer(folded):
        if (
            start.start() < taken
            or tried > _MOST_DATES
            or not (units := _units(folded, start.start()))
        ):
            continue
        taken, tried = units[-1].end(), tried + 1
        if _is_long_ago(units) and not _SINCE.search(
            folded, max(start.start() - 24, 0), start.start()
        ):
            yield Finding(start.start(), taken, "birth-date")


def _units(folded: str, begin: int) -> list[re.Match[str]]:
    """Return the numbers and months that follow each other from `begin`."""
    units: list[re.Match[str]] = []
    position = begin
    while len(units) < _MOST_UNITS and (unit := _UNIT.match(folded, position)):
        units.append(unit)
        between = _BETWEEN.match(folded, unit.end())
        position = between.end() if between else unit.end()
        if "\n" in folded[unit.end() : position]:
            break
    return units


def _is_date(units: list[re.Match[str]]) -> bool:
    if any(unit["month"] for unit in units):
        return len(units) > 1
    figures = [unit["figure"] for unit in units if unit["figure"]]
    if len(units) == 1 and figures:
        return len(figures[0]) in (6, 8)
    return len(units) > 2


def _is_year_of_birth(units: list[re.Match[str]], cue: str) -> bool:
    """Say whether two words are a year of birth: born twenty ten, born nineteen ninety."""
    return cue == "born" and len(units) > 1 and units[0][0] in ("nineteen", "twenty", "two")


def _is_long_ago(units: list[re.Match[str]]) -> bool:
    """Say whether a whole date lies so far back that somebody was born then."""
    if len(units) < 3:
        return False
    year = _year(units)
    has_month = any(unit["month"] for unit in units)
    is_numeric = all(unit["figure"] for unit in units) and len(units) == 3
    are_words = all(unit["word"] for unit in units) and len(units) <= 4 and _are_joined(units)
    if is_numeric and not _may_be_day(units):
        return False
    return (has_month or is_numeric or are_words) and _EARLIEST <= year <= _LATEST


def _may_be_day(units: list[re.Match[str]]) -> bool:
    first, second, _ = (re.sub(r"\D", "", unit[0]) or "0" for unit in units)
    folded = units[0].string
    gap, next_gap = (folded[one.end() : other.start()] for one, other in pairwise(units))
    is_whole = gap == next_gap and gap.strip() not in ("", ",", ":") and not gap.isalpha()
    return is_whole and len(units[2][0]) in (2, 4) and 0 < int(first) < 32 and 0 < int(second) < 32


def _are_joined(units: list[re.Match[str]]) -> bool:
    """Say whether words are joined by signs: six-eleven-seventyeight."""
    gaps = [one.string[one.end() : other.start()] for one, other in pairwise(units)]
    return all(gap.strip() not in ("", ",") for gap in gaps[:2])


def _year(units: list[re.Match[str]]) -> int:
    last, before = units[-1], units[-2]
    if last["figure"]:
        year = int(re.sub(r"\D", "", last["figure"]) or 0)
        return year if year > 99 else _century(year)
    value = _value(last[0])
    if before["word"] and _value(before[0]) >= 20 and value < 10:
        value, before = _value(before[0]) + value, units[-3]
    if before["word"] and before[0] in ("nineteen", "twenty", "thousand"):
        return (19 if before[0] == "nineteen" else 20) * 100 + value
    return _century(value) if value > 12 else 0


def _century(year: int) -> int:
    return 1900 + year if year > 29 else 2000 + year


def _value(word: str) -> int:
    return int(NUMBERS.get(word, "") or (TENS_OF[word] + "0" if word in TENS_OF else "0"))


def _date_before(folded: str, cue: int) -> tuple[int, int] | None:
    """Return a date that stands right before the word of birth: "14/3/87 is my birthday"."""
    for start in _STARTS.finditer(folded, max(cue - _LONGEST, 0), cue):
        units = _units(folded, start.start())
        end = units[-1].end() if units else 0
        if end and end <= cue and _is_date(units) and _BACKWARDS.match(folded, end, cue):
            return start.start(), end
    return None
