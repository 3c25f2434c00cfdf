"""Vehicle registrations in all their styles, also spaced out, spelled or with look-alikes."""

import re
from collections.abc import Iterator

from .findings import Finding
from .places import as_written, holds_a_word
from .spelling import Part, readings

_CURRENT = re.compile(
    r"([a-hk-prsv-y][a-hj-pr-y])((?:0[2-9]|1\d|2\d|5[1-9]|6\d|7\d))([a-hj-pr-z]{3})"
)
_PREFIX = re.compile(r"([a-hj-npq-tv-y])(\d{1,3})([a-hj-pr-z]{3})")
_SUFFIX = re.compile(r"([a-hj-pr-z]{3})(\d{1,3})([a-hj-npr-tv-y])")
_NORTHERN = re.compile(r"([a-z]?(?:[a-hj-or-z]z|i[abgjlw]|[jou]i|xi))(\d{3,4})")
_ALIKE_DIGITS, _ALIKE_LETTERS = str.maketrans("oilszb", "011528"), str.maketrans("01258", "oizsb")
_CUE = re.compile(
    r"\b(?:reg|registration|rego|number ?plates?|plates?|vrm|vrn|index|car|van|vehicle|lorry|truck"
    r"|motorbike|moped|scooter|taxi|pickup|driver|driving|estate|hatchback|saloon|suv|4x4|audi|bmw"
    r"|ford|fiesta|focus|transit|vauxhall|corsa|astra|golf|vw|polo|toyota|nissan|honda|mini|fiat"
    r"|kia|skoda|seat|renault|clio|peugeot|mercedes|merc|range rover|volvo|tesla|mazda|citroen)\b"
)
_DIRECT_CUE = re.compile(
    r"\b(?:reg|registration|rego|number ?plate|plate|vrm|vrn|index)(?: (?:number|no|plate|mark))?"
    r"(?:[ :=.,]*(?:is|was|of|starts?|starting|begins?|beginning|ends?|ending|with|in|the|as)?\b){0,3}"
    r"[ :=\"'(-]{0,3}\Z"
)
_BEFORE, _AFTER = 45, 25


def plates(folded: str, text: str) -> Iterator[Finding]:
    """Yield the registrations in a canonical text and in `folded`, the text as it reads."""
    for spelt, parts in readings(folded, 4, 7):
        if not spelt.isdigit() and not spelt.isalpha() and _is_plate(spelt, parts, folded, text):
            yield Finding(parts[0].start, parts[-1].end, "plate")


class _Cue:
    """How near a vehicle is spoken of."""

    def __init__(self, folded: str, start: int, end: int) -> None:
        before = folded[max(start - _BEFORE, 0) : start]
        self.direct = _DIRECT_CUE.search(before) is not None
        self.near = self.direct or any(map(_CUE.search, (before, folded[end : end + _AFTER])))


def _is_plate(spelt: str, parts: list[Part], folded: str, text: str) -> bool:
    shape = next(filter(None, (style.fullmatch(spelt) for style in _STYLES)), None)
    altered = None if shape else _CURRENT.fullmatch(_straightened(spelt))
    if (
        not shape
        and not altered
        and not _DIRECT_CUE.search(folded, max(parts[0].start - _BEFORE, 0), parts[0].start)
    ):
        return False
    cue = _Cue(folded, parts[0].start, parts[-1].end)
    if cue.direct and len(parts) <= 3 and not holds_a_word(as_written(parts, text)):
        return True
    if altered or (shape and shape.re is _CURRENT):
        return _is_current(parts, text, cue, altered=bool(altered))
    return shape is not None and _is_older(shape, parts, text, cue)


def _straightened(spelt: str) -> str:
    """Put digits where a current registration has digits, and letters where it has letters."""
    if len(spelt) != 7 or not any(map(str.isdigit, spelt[2:4])):
        return spelt
    front, age, end = spelt[:2], spelt[2:4].translate(_ALIKE_DIGITS), spelt[4:]
    if sum(map(str.isdigit, front + end)) <= 2 and any(map(str.isalpha, end)):
        front, end = front.translate(_ALIKE_LETTERS), end.translate(_ALIKE_LETTERS)
    return front + age + end


def _is_current(parts: list[Part], text: str, cue: _Cue, *, altered: bool) -> bool:
    written = as_written(parts, text)
    shouted = "".join(written).isupper()
    if holds_a_word(written):
        return cue.direct and len(parts) == 2
    if len(parts) == 1 or (len(parts) == 2 and len(parts[0].spells) == 4):
        return not altered or shouted or cue.near
    return shouted or cue.near or _is_spelled_out(parts)


def _is_older(shape: re.Match[str], parts: list[Part], text: str, cue: _Cue) -> bool:
    """Judge the styles that look like roads, buses and flats: "A38 was", "the 24a"."""
    digits = next(group for group in shape.groups() if group.isdigit())
    written = as_written(parts, text)
    shouted = "".join(written).isupper()
    if holds_a_word(written):
        return False
    if cue.near or (_is_spelled_out(parts) and len(parts) > 3):
        return True
    if len(parts) == 1:
        return len(digits) == 3 or shouted
    certain = len(digits) >= 3 or shape[1] not in _ROADS
    return len(parts) == 2 and certain and shouted


def _is_spelled_out(parts: list[Part]) -> bool:
    return sum(part.spoken for part in parts) > 1 or max(len(part.spells) for part in parts) == 1


_STYLES = (_CURRENT, _PREFIX, _SUFFIX, _NORTHERN)
_ROADS = frozenset("abm")
