"""Dates of birth: dates beside a word of birth, or as long ago as a birth.

Dates in words are read here once unmasking.py has turned them into figures.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from .findings import Finding
from .lists import sections
from .sought import Sought

_CUE = Sought(
    r"\b(?:born|d\.?[o0]\.?b|(?:date|day|month|year) of (?:\w+ )?birth"
    r"|birth[ -]?(?:date|day)s?|b-?day|b/day|sweet (?:16|sixteen))\b",
    ("born", "birth", "day", "sweet", "dob", "d.o", "do.b", "d0", "d.0"),
)
_MONTHS = " ".join(sections("dates")["months"]).split()
_UNIT = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})(?![a-z])"
    r"|(?P<figure>(?=[oil]?\d)(?:\d{8}|\d{6}|[0-9oil]{1,4}))(?P<ordinal>st|nd|rd|th)?(?![a-z0-9])"
)
_BETWEEN = re.compile(
    r"(?:[^\w\n£$€%?!;]|_|(?:of|on|the|slash|stroke|dash|hyphen|dot|point|then|and|in|month|year|day)\b)"
    r"{0,10}"
)
_STARTS = re.compile(rf"(?<![a-z0-9£$€.:/-])(?:[oil]?\d|(?:{'|'.join(_MONTHS)})(?![a-z]))")
# Between a word of birth and its date: nothing that ends a sentence, and no other matter.
_GAP = re.compile(r"(?:[^.!?\n\d]|\.(?! )){0,40}\Z")
_OTHER_MATTER = re.compile(
    r"\b(?:since|until|till|by|before|after|dated|incident|war|moved|built|party|stolen|card|present"
    r"|report\w*|happened|deliver\w*|arrest\w*)\b"
)
_YEAR_LATER = re.compile(r"[^.!?\n\d]{1,28}?(?<![a-z0-9£$€])(?P<year>(?:19|20)?\d\d)(?![\d%:]|\w)")
_FARTHEST, _NEAR, _MOST_UNITS, _MOST_DATES, _MOST_CUES = 44, 16, 5, 60, 20
_EARLIEST, _LATEST = 1905, 2012  # who was born later is a child, and later dates are of events
_ALIKE = str.maketrans("oil", "011")


class _Date(NamedTuple):
    """Numbers and months that follow each other, where they stand and what they can be."""

    start: int
    end: int
    units: list[re.Match[str]]

    @property
    def is_whole(self) -> bool:
        """It has a day or a year beside a month's name, or three numbers."""
        return len(self.units) > 2 or (len(self.units) > 1 and self.has_month)

    @property
    def has_month(self) -> bool:
        return any(unit["month"] for unit in self.units)

    @property
    def is_figure(self) -> bool:
        """It is one figure of six or eight digits."""
        return len(self.units) == 1 and len(self.units[0]["figure"] or "") in (6, 8)


def births(folded: str) -> Iterator[Finding]:
    """Yield the dates of birth in a folded text."""
    cues = list(islice(_CUE.finditer(folded), _MOST_CUES))
    for date in _dates(folded):
        if any(_is_told(date, cue, folded) for cue in cues):
            yield Finding(date.start, _with_year(date, folded), "birth-date")
        elif _is_long_ago(date) and not _is_since(date, folded):
            yield Finding(date.start, date.end, "birth-date")


def _dates(folded: str) -> Iterator[_Date]:
    taken = tried = 0
    for start in _STARTS.finditer(folded):
        if start.start() < taken:
            continue
        if units := _units(folded, start.start()):
            taken, tried = units[-1].end(), tried + 1
            yield _Date(start.start(), taken, units)
        if tried > _MOST_DATES:
            return


def _units(folded: str, begin: int) -> list[re.Match[str]]:
    """Return the numbers and months that follow each other from `begin`."""
    units: list[re.Match[str]] = []
    position = begin
    while len(units) < _MOST_UNITS and (unit := _UNIT.match(folded, position)):
        units.append(unit)
        between = _BETWEEN.match(folded, unit.end())
        position = between.end() if between else unit.end()
    return units


def _is_told(date: _Date, cue: re.Match[str], folded: str) -> bool:
    """Say whether a word of birth stands close before or behind a date."""
    if not (date.is_whole or date.is_figure):
        return False
    farthest = _FARTHEST if date.is_whole else _NEAR
    begin, end = (cue.end(), date.start) if cue.end() <= date.start else (date.end, cue.start())
    if not 0 <= end - begin <= farthest:
        return False
    is_joined = _GAP.match(folded, begin, end) is not None
    return is_joined and not _OTHER_MATTER.search(folded, begin, end)


def _with_year(date: _Date, folded: str) -> int:
    """Return where a told date ends, with a year that comes later: 8th Feb, she's a 2010 baby."""
    if len(date.units) > 2 or not date.has_month:
        return date.end
    later = _YEAR_LATER.match(folded, date.end)
    return later.end() if later and _EARLIEST <= _year_of(later["year"]) <= _LATEST else date.end


def _is_since(date: _Date, folded: str) -> bool:
    return _OTHER_MATTER.search(folded, max(date.start - 24, 0), date.start) is not None


def _is_long_ago(date: _Date) -> bool:
    """Say whether a whole date lies so far back that somebody was born then."""
    if len(date.units) != 3 or date.units[2]["month"]:
        return False
    is_year = len(date.units[2]["figure"]) in (2, 4) and not date.units[2]["ordinal"]
    is_day = date.has_month or _is_numeric(date.units)
    return is_year and is_day and _EARLIEST <= _year_of(date.units[2]["figure"]) <= _LATEST


def _is_numeric(units: list[re.Match[str]]) -> bool:
    """Say whether numbers are a day and a month: 22/7/83, the 25th of the 10th, 88."""
    first, second = _value(units[0]), _value(units[1])
    if not (0 < first < 32 and 0 < second < 32):
        return False
    if units[0]["ordinal"] and units[1]["ordinal"]:
        return second <= 12
    folded = units[0].string
    gap, other = (folded[one.end() : next_.start()] for one, next_ in pairwise(units))
    return gap == other and gap.strip() not in ("", ",", ":") and not gap.isalpha()


def _value(unit: re.Match[str]) -> int:
    return int(unit["figure"].translate(_ALIKE)) if unit["figure"] else 0


def _year_of(written: str) -> int:
    year = int(written.translate(_ALIKE))
    return year if year > 99 else year + (1900 if year > 29 else 2000)
