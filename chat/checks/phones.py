"""Telephone numbers, also when they are spelled out, spread or sprinkled with letters."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from .chains import Chain, Part
from .digits import digit_chains
from .findings import Finding
from .lists import word_list
from .sought import DIGITS, Sought, holds

_BRITISH = re.compile(r"0(?:1\d{8,9}|2\d{9}|3\d{9}|5[56]\d{8}|7\d{9}|8\d{8,9}|9\d{9})\Z")
_ABROAD = re.compile(r"[1-9]\d{8,14}\Z")
_MISCOUNTED_MOBILE = re.compile(r"07[1-9]\d{7}(?:\d\d)?\Z")
# How long a number is that begins like this, the likeliest first.
_LENGTHS = {"00": (14, 15, 13, 12, 11), "44": (12, 13), "0": (11, 10), "7": (10,)}
_MISCOUNTED_LENGTHS = (12, 10)
_ABROAD_LENGTHS = range(15, 8, -1)
_SHORT_LENGTHS = (8, 7, 6)


def _only_digits(line: str) -> str:
    return "".join(filter(str.isdigit, line.split("  ")[0]))


_KNOWN = frozenset(map(_only_digits, word_list("known_numbers")))
_KNOWN_HERE = re.compile("|".join(sorted(_KNOWN, key=len, reverse=True)))
_BEGINNING = re.compile(rf"(?=0[1235789]|00[1-9]|440?[1-9]|7[1-9]|{_KNOWN_HERE.pattern})")
# Nobody's number: dates, times and money, blotted out before digits are read.
_OTHER_FIGURES = Sought(
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)"
    r"(?!\d|[/.-]\d)"
    r"|(?<![\d.])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    r"|(?<![\d.:])(?:[01]?\d|2[0-4])[:.][0-5]\d(?!\d|[:.]\d)(?:\s?[ap]\.?m\b)?"
    r"|[£$€]\s?\d[\d,.]*+",
    DIGITS,
)
# One of these stands in every text with a number in it.
_NUMBERED = (*DIGITS, "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBERED += ("double", "nought", "oh ")
_REFERENCE = re.compile(
    r"\b(?:ref|reference|crime|incident|log|cad|case|order|claim|job|report|urn|invoice)\b"
    r"[^\n.]{0,20}\Z"
)
_THEIRS = re.compile(
    r"\b(?:my|his|her|their|our)(?: \w+)? (?:number|no|phone|mobile|mob|tel|landline|cell|digits)\b"
    r"|\b(?:call|ring|phone|text|txt|bell|buzz|whatsapp|contact|reach)(?:ing)?"
    r" (?:me|us|him|her|them)\b"
    r"|\b(?:whatsapp|landline|mobile|mob|tel)\b"
)
_TOLD = re.compile(rf"\+|plus|{_THEIRS.pattern}")
_AFTER_CUE = 40
_IN_TWO_HALVES = Sought(r"(?<!\d)07\d{3}\b[^\n\d]{4,60}?(?:\d{6}|\d{3}[ -]\d{3})(?!\d)", ("07",))


def has_number(folded: str) -> bool:
    """Say whether digits can be read in a folded text, in figures or in words."""
    return holds(folded, _NUMBERED)


def phones(folded: str) -> Iterator[Finding]:
    """Yield the telephone numbers in a folded text."""
    if not has_number(folded):
        return
    figures = _OTHER_FIGURES.sub(lambda found: "£" * len(found[0]), folded)
    chains = digit_chains(figures)
    told = bool(chains) and _TOLD.search(folded) is not None
    taken = 0
    for chain in chains:
        for parts in _numbers(chain, figures, told=told):
            taken = parts[-1].end
            yield Finding(_start(parts[0], folded), taken, "phone")
    if not taken:
        for found in _IN_TWO_HALVES.finditer(figures):
            yield Finding(*found.span(), "phone")


def _numbers(chain: Chain, folded: str, *, told: bool) -> Iterator[list[Part]]:
    """Yield the parts of each number from left to right; `told` if words or a plus announce one."""
    taken = 0
    for begin in _candidates(chain, told=told):
        if begin < taken or not (part := chain.starts_at(begin)):
            continue
        if known := _KNOWN_HERE.match(chain.spells, begin):
            taken = known.end()
        elif parts := _number_at(chain, begin, part, folded, told=told):
            taken = begin + sum(len(each.spells) for each in parts)
            yield parts


def _candidates(chain: Chain, *, told: bool) -> Iterable[int]:
    """Return the offsets in a chain where a number may begin."""
    if told:
        return list(accumulate((len(part.spells) for part in chain.parts[:-1]), initial=0))
    return (found.start() for found in _BEGINNING.finditer(chain.spells))


def _number_at(chain: Chain, begin: int, part: Part, folded: str, *, told: bool) -> list[Part]:
    plus = told and _has_plus(part, folded)
    digits = chain.spells[begin : begin + 15]
    prefix = digits[:2] if digits[:2] in _LENGTHS else digits[:1]
    for length in _ABROAD_LENGTHS if plus else _LENGTHS.get(prefix, ()):
        parts = chain.whole_parts(begin, begin + length)
        if parts and _is_number(digits[:length], parts, plus=plus, folded=folded):
            return parts
    if found := _miscounted(chain, begin, digits, part):
        return found
    return _short(chain, begin, part, folded) if told else []


def _has_plus(part: Part, folded: str) -> bool:
    return folded[max(part.start - 3, 0) : part.start].rstrip(" (").endswith("+") or (
        folded.endswith("plus ", 0, part.start)
    )


def _start(part: Part, folded: str) -> int:
    """Take in the plus or the bracket that belongs to a number."""
    before = folded[max(part.start - 2, 0) : part.start]
    if "+" in before:
        return part.start - len(before) + before.find("+")
    has_brackets = before.endswith("(") and folded.startswith(")", part.end)
    return part.start - has_brackets


def _is_number(digits: str, parts: list[Part], *, plus: bool, folded: str) -> bool:
    national, abroad = _national(digits, plus=plus)
    if abroad:
        return _ABROAD.match(abroad) is not None
    if national in _KNOWN or not _BRITISH.match(national):
        return False
    if national.startswith("07") and digits[0] != "7":
        return True
    return len(parts) > 1 or not _is_reference(parts[0], folded)


def _is_reference(part: Part, folded: str) -> bool:
    return _REFERENCE.search(folded[max(part.start - 45, 0) : part.start]) is not None


def _miscounted(chain: Chain, begin: int, digits: str, part: Part) -> list[Part]:
    """Find a mobile number with a digit too many or too few."""
    for length in _MISCOUNTED_LENGTHS:
        is_grouped = len(part.spells) in (1, 4, 5, length)
        parts = chain.whole_parts(begin, begin + length) if is_grouped else []
        if parts and _MISCOUNTED_MOBILE.match(digits[:length]):
            return parts
    return []


def _short(chain: Chain, begin: int, part: Part, folded: str) -> list[Part]:
    """Find a local number, which only the words before it give away."""
    for length in _SHORT_LENGTHS:
        parts = chain.whole_parts(begin, begin + length)
        if parts and len(parts) < length - 3:
            cued = _THEIRS.search(folded, max(part.start - _AFTER_CUE, 0), part.start)
            return parts if cued else []
    return []


def _national(digits: str, *, plus: bool) -> tuple[str, str]:
    """Return the digits as a British number, or else as one with its country code."""
    bare = digits.removeprefix("00") if digits.startswith("00") else digits
    if bare.startswith("44") and (plus or bare is not digits or len(bare) >= 12):
        return "0" + bare[2:].lstrip("0"), ""
    if plus or bare is not digits:
        return "", bare
    return "0" + digits if digits.startswith("7") else digits, ""
