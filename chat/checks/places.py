"""Postcodes, also spaced out, spelled or with look-alike digits."""

import re
from collections.abc import Iterable, Iterator

from .chains import Chain, Part
from .findings import Finding
from .letters import as_written, holds_a_word, is_shouted
from .lists import kinds

_AREAS = kinds("postcode areas")
_SHAPES = tuple(
    re.compile(rf"(?=({area})({district})([0-9oilsz])([abd-hjlnp-uw-z]{{2}}))")
    for area in ("[a-z]{2}", "[a-z]")
    for district in ("[0-9oil][0-9oilsza-hjkmnp-y]", "[0-9oil]")
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")
_MEASURES = kinds("measures")
_SHORTEST = 5
_ROADS = frozenset("abm")


def postcodes(chains: Iterable[Chain], text: str) -> Iterator[Finding]:
    """Yield the full postcodes in a canonical text and in its `chains` of letters and digits."""
    for chain in chains:
        if len(chain.spells) < _SHORTEST:
            continue
        for shape in (found for each in _SHAPES for found in each.finditer(chain.spells)):
            parts = chain.whole_parts(shape.start(1), shape.end(4))
            if parts and shape[1] in _AREAS and _is_meant(shape, parts, text):
                yield Finding(parts[0].start, parts[-1].end, "postcode")


def _is_meant(shape: re.Match[str], parts: list[Part], text: str) -> bool:
    area, district, sector, unit = shape.groups()
    written = as_written(parts, text)
    shouted = is_shouted(written)
    shouted_area = is_shouted(written[:1])
    if not any(map(str.isdigit, district + sector)):
        return False
    if area in _ROADS and unit in _MEASURES and not shouted:
        return False
    if _ORDINAL.fullmatch(sector + unit) and not shouted and (len(area) == 1 or shouted_area):
        return False
    if shouted and len(parts) == 2 and parts[0].spells[-1].isdigit():
        return True
    return not holds_a_word(written)
