"""Postcodes, also spaced out, spelled or with look-alike digits."""

import re
from collections.abc import Iterable, Iterator

from .findings import Finding
from .folding import word_list
from .spelling import Chain, Part

_AREAS = frozenset(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec"
    " eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls"
    " lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp"
    " sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze".split()
)
_SHAPES = tuple(
    re.compile(rf"(?=({area})({district})([0-9oilsz])([abd-hjlnp-uw-z]{{2}}))")
    for area in ("[a-z]{2}", "[a-z]")
    for district in ("[0-9oil][0-9oilsza-hjkmnp-y]", "[0-9oil]")
)
_ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")
# After a motorway or a B road these count hours and the like: "the M5 2hr delays".
_MEASURES = frozenset("hr yr ft lb pt st nd rd th ph".split())
_LIKE_DIGITS = str.maketrans("lo", "10")
_ROADS = frozenset("abm")
SHORT_WORDS = frozenset(" ".join(word_list("short_words")).split())


def postcodes(chains: Iterable[Chain], text: str) -> Iterator[Finding]:
    """Yield the full postcodes in a canonical text and in its `chains` of letters and digits."""
    for chain in chains:
        for shape in (found for each in _SHAPES for found in each.finditer(chain.spells)):
            parts = chain.whole_parts(shape.start(1), shape.end(4))
            if parts and shape[1] in _AREAS and _is_meant(shape, parts, text):
                yield Finding(parts[0].start, parts[-1].end, "postcode")


def as_written(parts: list[Part], text: str) -> list[str]:
    """Return the parts as they stand in the text, without those that spell a single letter."""
    return [text[part.start : part.end] for part in parts if not part.spoken]


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


def is_shouted(written: list[str]) -> bool:
    """Say whether the parts are in capitals; a small l or o may stand for a digit."""
    return "".join(written).translate(_LIKE_DIGITS).isupper()


def holds_a_word(written: list[str]) -> bool:
    """Say whether a part by itself is an everyday word, as in "so 1 2 us" or "BS4 out"."""
    return any(part.isalpha() and len(part) > 1 and part.lower() in SHORT_WORDS for part in written)
