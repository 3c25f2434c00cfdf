"""A named school together with a child's age."""

import re
from collections.abc import Iterator

from .findings import Finding
from .lists import kinds
from .sought import Sought

_YEARS = (
    r"(?:1[0-7]|[4-9]|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)"
)
_AGE = re.compile(
    rf"\b{_YEARS}(?:[ -](?:and a (?:bit|half)|n (?:a )?half|n a bit))?(?:[ -]?(?:years?"
    rf"|yrs?|y/?o)(?:[ -]old)?)?"
    r"(?![\w:.%]|[ -]?(?:miles?|mph|min|mins|minutes|hours?|days?|weeks?|months?|am|pm"
    r"|times|cars|people|lads"
    r"|kids|of|to|parents|pupils|years? ago|o'clock|st|nd|rd|th)\b)"
    r"|\b(?:year|yr|y)\.? ?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)\b"
    r"|\breception class\b|\bin reception\b"
)
_KIND = re.compile(
    r"(?:primary|infa?nts?|juniors?|secondary|high|grammar|church|comprehensive|first|middle|prep"
    r"|c of e|cofe|catholic|rc|village)"
)
_SCHOOLS = ("sch", "skool", "primary", "academy", "college", "nursery", "inf", "junior", "comp")
_SCHOOLS += ("secondary", "high", "grammar")
_SCHOOL = Sought(
    r"\b(?:school|skool|schl|sch|primary|academy|college|nursery|pre-?school|infa?nts?|juniors?|comp"
    r"|secondary|high|grammar)\b(?![ -](?:school|skool|schl|sch|academy|college|nursery)\b)",
    _SCHOOLS,
)
_SAINT = re.compile(r"(?<=\bat )(?:st|saint)\.? [a-z]{3,15}(?:'s|s)\b")
_WORD = re.compile(r"[\w'.@$]+")
_LONGEST_NAME, _MOST_WORDS = 48, 4
_NO_NAMES = kinds("not the name of a school")
_OF_A_CHILD = re.compile(
    r"\b(?:son|daughter|child|boy|girl|lad|nephew|niece|grandson|granddaughter|brother|sister|twins?|kid|kids"
    r"|stepson|stepdaughter|youngest|eldest|oldest|he|she|he's|she's|hes|shes|they're|theyre|pupil|students?"
    r"|lads|boys|girls|little one|them|mine|yr|year)\b"
)
_FARTHEST = 60


def children(folded: str) -> Iterator[Finding]:
    """Yield each stretch from a school's name to a child's age in a folded text."""
    schools = [span for found in _SCHOOL.finditer(folded) if (span := _named(folded, found))]
    schools += [found.span() for found in _SAINT.finditer(folded)]
    if not schools or not _OF_A_CHILD.search(folded):
        return
    ages = [found.span() for found in _AGE.finditer(folded)]
    for start, end in schools:
        near = [age for age in ages if age[1] <= start or age[0] >= end]
        age = min(near, key=lambda span: max(start, span[0]) - min(end, span[1]), default=None)
        if age and max(start, age[0]) - min(end, age[1]) <= _FARTHEST:
            yield Finding(min(start, age[0]), max(end, age[1]), "child")


def _named(folded: str, school: re.Match[str]) -> tuple[int, int] | None:
    """Return where a school's name begins and ends, None if it is only any school."""
    before = folded[max(school.start() - _LONGEST_NAME, 0) : school.start()]
    if before[-1:] not in (" ", "-"):
        return None
    start, is_named = school.start(), False
    for word in list(_WORD.finditer(before))[: -_MOST_WORDS - 1 : -1]:
        gap = folded[school.start() - len(before) + word.end() : start]
        if word[0].strip(".") in _NO_NAMES or gap not in (" ", "-"):
            break
        start = school.start() - len(before) + word.start()
        is_named = is_named or not _KIND.fullmatch(word[0])
    return (start, school.end()) if is_named else None
