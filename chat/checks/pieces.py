"""Codes and numbers told in pieces: "it starts 077 00 and ends in 900 604"."""

import re
from collections.abc import Iterable, Iterator

from .chains import Chain, Part
from .cues import RULE_OF, kinds_in
from .findings import Finding
from .letters import holds_a_word
from .lists import kinds
from .sought import Sought

_SHARE = "(?:half|bits?|part|chunk|section|block)"
_SIGNS = "(?:digits|characters|letters|numbers|figures)"
_COUNT = rf"(?:two|three|four|five|six|seven|eight|\d)\b(?: {_SIGNS})?"
_NTH = "(?:first|second|last|1st|2nd|3rd|third)"
# "The last three weeks" and the like count time and people, not signs.
_NOT_SIGNS = (
    r"(?! (?:hours?|weeks?|months?|years?|days?|times|nights?|people"
    r"|of (?:the )?(?:year|week|month)))"
)
_NTHS = ("first ", "second ", "last ", "1st ", "2nd ", "3rd ", "third ", "end ", "front ", "back ")
_NTHS += ("other ", "final ", "middle ", "next ", "the rest ")
_WHOLE = Sought(
    rf"\b(?:{_NTH} (?:{_SHARE}|{_COUNT})"
    rf"|(?:end|front|back|other|final|middle|next) (?:{_SHARE}|{_SIGNS})"
    rf"|the rest (?:is|of it|before|after|goes))\b{_NOT_SIGNS}",
    _NTHS,
)
_TWO_RUNS = r"[a-z0-9]{2,7}(?: (?=[a-z]{0,3}\d)[a-z0-9]{2,4})?"
_HALVES = Sought(
    r"\b(?:start|begin|began|end|finish|lead)(?:s|ed|ing|ning|es)?\b"
    r"(?: (?:it|off|up|with|in|on|is|was|letters))*[ :,]{0,2}"
    rf"(?P<code>{_TWO_RUNS}|(?:[a-z] and )?[a-z])(?![a-z0-9])",
    ("start", "begin", "began", "end", "finish", "lead"),
)
_AT_THE_END = Sought(
    r"\b(?P<code>[a-z0-9](?: ?[a-z0-9]){1,4}) (?:at|on) the (?:end|start|front|beginning)\b",
    ("the end", "the start", "the front", "the beginning"),
)
# What the words of the whole text say the code is, the surest first.
_KINDS = ("nhs", "ni", "card", "account", "sort", "passport", "licence")
_VEHICLE = re.compile(rf"\b(?:{'|'.join(sorted(kinds('vehicles')))})\b")
_POSTCODE = re.compile(
    rf"\bpost ?code|\b(?:street|road|lane)\b|\b(?:{'|'.join(sorted(kinds('postcode areas')))})\d"
)
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,3}(?![A-Za-z0-9])")
_ABBREVIATIONS = kinds("abbreviations")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERVICES = frozenset({"101", "112", "111", "105", "119"})
_FEWEST = 3
_MOST_PARTS = 12


def pieces(
    letters: Iterable[Chain], digits: Iterable[Chain], folded: str, text: str
) -> Iterator[Finding]:
    """Yield the codes in a folded `text` that says it tells them in pieces."""
    halves = [*_HALVES.finditer(folded), *_AT_THE_END.finditer(folded)]
    codes = [half for half in halves if _is_code(text[half.start("code") : half.end("code")])]
    is_told = _WHOLE.search(folded) is not None
    has_digits = any(any(map(str.isdigit, code["code"])) for code in codes)
    is_spread = len(codes) > 1 or (bool(codes) and any(_mixed(letters, text)))
    if not (is_told or has_digits or is_spread):
        return
    rule = _kind(folded)
    for code in codes:
        yield Finding(*code.span("code"), rule)
    if is_told or len(codes) > 1:
        for start, end in (*_whole(digits), *_mixed(letters, text)):
            yield Finding(start, end, rule)
    if is_told:
        for found in _CAPITALS.finditer(text):
            if not holds_a_word([found[0]]) and found[0].lower() not in _ABBREVIATIONS:
                yield Finding(*found.span(), rule)


def _is_code(written: str) -> bool:
    """Say whether it is more than a word, a year or a quantity."""
    digits = sum(map(str.isdigit, written))
    if digits == len(written.replace(" ", "")):
        return digits > 2 and not _YEAR.fullmatch(written)
    if digits:
        return not re.fullmatch(
            r"\d+(?:am|pm|th|st|nd|rd|ish|mins?|hrs?|yrs?|k|m|mph)?(?: [a-z]+)?", written.lower()
        )
    return written.replace(" and ", "").isupper() and len(written) <= _FEWEST + 4


def _kind(folded: str) -> str:
    told = kinds_in(folded)
    if sure := next((kind for kind in _KINDS if kind in told), ""):
        return RULE_OF[sure]
    if _VEHICLE.search(folded):
        return "plate"
    if _POSTCODE.search(folded):
        return "postcode"
    return "phone" if "phone" in told else "reference"


def _whole(chains: Iterable[Chain]) -> Iterator[tuple[int, int]]:
    for chain in chains:
        parts = [part for part in chain.parts if part.spells]
        is_year = len(parts) == 1 and _YEAR.fullmatch(parts[0].spells) is not None
        if (
            parts
            and chain.spells not in _SERVICES
            and len(chain.spells) >= _FEWEST
            and len(parts) < _MOST_PARTS
            and not is_year
        ):
            yield parts[0].start, parts[-1].end


def _mixed(chains: Iterable[Chain], text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of letters with digits between everyday words."""
    for chain in chains:
        taken: list[Part] = []
        for part in (*chain.parts, Part(0, 0, "", spoken=False)):
            if part.end and (part.spoken or not holds_a_word([text[part.start : part.end]])):
                taken.append(part)
                continue
            spelt = "".join(each.spells for each in taken)
            if (
                len(spelt) > 1
                and not spelt.isalpha()
                and not spelt.isdigit()
                and len(taken) < _MOST_PARTS
            ):
                yield taken[0].start, taken[-1].end
            taken = []
