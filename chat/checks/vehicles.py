"""Vehicle registrations in all their styles, also spaced out, spelled or with look-alikes."""

import re
from collections.abc import Iterable, Iterator

from .chains import Chain, Part
from .findings import Finding
from .letters import as_written, holds_a_word, is_shouted
from .lists import kinds

_CURRENT = re.compile(
    r"(?=([a-hk-prsv-y][a-hj-pr-y])(0[2-9]|1\d|2\d|5[1-9]|6\d|7\d)([a-hj-pr-z]{3}))"
)
_LIKE_CURRENT = re.compile(r"(?=([a-z01258]{2})([0-9oilszb]{2})([a-z01258]{3}))")
_NEARLY_CURRENT = re.compile(r"(?=([a-z]{2}\d{2}[a-z]{3}|[a-z]{2}\d[a-z]\d{2}[a-z]))")
_OLDER = tuple(
    re.compile(f"(?={shape})")
    for digits in (3, 2, 1)
    for shape in (
        rf"([a-hj-npq-tv-y])(\d{{{digits}}})([a-hj-pr-z]{{3}})",
        rf"([a-hj-pr-z]{{3}})(\d{{{digits}}})([a-hj-npr-tv-y])",
        rf"([a-z]?(?:[a-or-z]z|i[abgjlw]|[jou]i|xi))(\d{{{digits + 1}}})()",
    )
)
_ALIKE_DIGITS, _ALIKE_LETTERS = str.maketrans("oilszb", "011528"), str.maketrans("01258", "oizsb")
_CUE = re.compile(rf"\b(?:{'|'.join(sorted(kinds('vehicles')))})\b")
_DIRECT_CUE = re.compile(
    r"\b(?:reg|registration|rego|number ?plates?|plates?|vrm|vrn|index)\b"
    r"(?! ?(?:recognition|camera))"
)
_TOLD = re.compile(r"[^.!?\n]{0,24}\Z")
_ROAD = re.compile(r"[abm]\d+", re.IGNORECASE)
_BEFORE, _AFTER = 45, 25
_HALF = re.compile(r"([a-hk-prsv-y][a-hj-pr-y])(?:0[2-9]|1\d|2\d|5[1-9]|6\d|7\d)")
_POSTCODES = kinds("postcode areas")
_SHORTEST, _LONGEST_TOLD = 4, 8  # signs, in the countries next to ours
_GROUPED, _TWO_PARTS = [2, 2, 3], [4, 3]
_ROADS = frozenset("abm")


def plates(chains: Iterable[Chain], folded: str, text: str) -> Iterator[Finding]:
    """Yield the registrations in a canonical text, in `folded` and in its chains as they read."""
    told = [cue.end() for cue in _DIRECT_CUE.finditer(folded)]
    for chain in chains:
        for parts in _plates(chain, folded, text) if len(chain.spells) >= _SHORTEST else ():
            yield Finding(parts[0].start, parts[-1].end, "plate")
        yield from _halves(chain, folded, text)
        for cue in told:
            if parts := _told(chain, cue, folded, text):
                yield Finding(parts[0].start, parts[-1].end, "plate")


def _halves(chain: Chain, folded: str, text: str) -> Iterator[Finding]:
    """Yield the first halves of registrations: "car behind was AE19"."""
    for part in chain.parts:
        shape = _HALF.fullmatch(part.spells)
        if not shape or shape[1] in _POSTCODES or not text[part.start : part.end].isupper():
            continue
        if _is_near_vehicle([part], folded):
            yield Finding(part.start, part.end, "plate")


def _told(chain: Chain, cue: int, folded: str, text: str) -> list[Part]:
    """Return the first parts soon after the word for a registration that can be one."""
    for index, part in enumerate(chain.parts):
        if part.start >= cue and not _TOLD.match(folded, cue, part.start):
            break
        if part.start >= cue and (parts := _after_cue(chain.parts[index : index + 6], text)):
            return parts
    return []


def _after_cue(parts: list[Part], text: str) -> list[Part]:
    """Return as many parts as can be a registration, or a piece of one, if somebody says so."""
    for count in range(len(parts), 0, -1):
        spelt = "".join(part.spells for part in parts[:count])
        is_mixed = not spelt.isdigit() and not spelt.isalpha()
        is_road = _ROAD.fullmatch(spelt) and count == 1
        if not 4 <= len(spelt) <= _LONGEST_TOLD or not is_mixed or is_road:
            continue
        if parts[count - 1].spells and not holds_a_word(as_written(parts[:count], text)):
            return parts[:count]
    return []


def _plates(chain: Chain, folded: str, text: str) -> Iterator[list[Part]]:
    for shape in _CURRENT.finditer(chain.spells):
        parts = chain.whole_parts(shape.start(), shape.end(3))
        if parts and _is_current(parts, folded, text):
            yield parts
    for shape in _LIKE_CURRENT.finditer(chain.spells):
        parts = chain.whole_parts(shape.start(), shape.end(3))
        is_like = parts and _CURRENT.match(_straightened(*shape.groups()))
        if is_like and _is_current(parts, folded, text, altered=True):
            yield parts
    for shape in _NEARLY_CURRENT.finditer(chain.spells):
        parts = chain.whole_parts(shape.start(), shape.end(1))
        if parts and _is_nearly_current(parts, folded, text):
            yield parts
    for style in _OLDER:
        for shape in style.finditer(chain.spells):
            parts = chain.whole_parts(shape.start(), shape.end(3))
            if parts and _is_older(shape, parts, folded, text):
                yield parts


def _is_near_vehicle(parts: list[Part], folded: str) -> bool:
    start, end = parts[0].start, parts[-1].end
    return _CUE.search(folded, max(start - _BEFORE, 0), start) is not None or (
        _CUE.search(folded, end, end + _AFTER) is not None
    )


def _straightened(front: str, age: str, end: str) -> str:
    """Put digits where a current registration has digits, and letters where it has letters."""
    if not any(map(str.isdigit, age)) or sum(map(str.isdigit, front + end)) > 2 or end.isdigit():
        return ""
    letters = (front + end).translate(_ALIKE_LETTERS)
    return letters[:2] + age.translate(_ALIKE_DIGITS) + letters[2:]


def _is_current(parts: list[Part], folded: str, text: str, *, altered: bool = False) -> bool:
    written = as_written(parts, text)
    if holds_a_word(written):
        return False
    if not altered and (len(parts) == 1 or (len(parts) == 2 and len(parts[0].spells) == 4)):
        return True
    if is_shouted(written) or _is_near_vehicle(parts, folded):
        return True
    is_said = [len(part.spells) for part in parts] == _GROUPED and parts[1].spoken
    return not altered and (is_said or _is_spelled_out(parts))


def _is_nearly_current(parts: list[Part], folded: str, text: str) -> bool:
    """Judge the shape with letters that are never given out: in two parts, or near a vehicle."""
    written = as_written(parts, text)
    if len(parts) < 2 or not is_shouted(written) or holds_a_word(written):
        return False
    is_whole = [len(part.spells) for part in parts] == _TWO_PARTS and parts[0].spells[-1].isdigit()
    return is_whole or _is_near_vehicle(parts, folded)


def _is_older(shape: re.Match[str], parts: list[Part], folded: str, text: str) -> bool:
    """Judge the styles that look like roads, buses and flats: "A38 was", "the 24a"."""
    digits = next(group for group in shape.groups() if group.isdigit())
    written = as_written(parts, text)
    shouted = is_shouted(written)
    if holds_a_word(written):
        return False
    if (_is_spelled_out(parts) and len(parts) > 3) or _is_near_vehicle(parts, folded):
        return True
    if len(parts) == 1:
        return len(digits) >= 3 or shouted
    certain = len(digits) >= 3 or shape[1] not in _ROADS
    return len(parts) == 2 and certain and shouted


def _is_spelled_out(parts: list[Part]) -> bool:
    return sum(part.spoken for part in parts) > 1 or max(len(part.spells) for part in parts) == 1
