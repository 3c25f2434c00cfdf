"""Telephone numbers, also when they are spelled out, spread or sprinkled with letters."""

import re
from collections.abc import Iterator

from .findings import Finding
from .folding import word_list
from .spelling import Part, digit_chains

_BRITISH = re.compile(r"0(?:1\d{8,9}|2\d{9}|3\d{9}|5[56]\d{8}|7\d{9}|8\d{8,9}|9\d{9})\Z")
_ABROAD = re.compile(r"[1-9]\d{8,14}\Z")
_MISCOUNTED_MOBILE = re.compile(r"07[1-9]\d{7}(?:\d\d)?\Z")
_BEGINNING = re.compile(r"0[1235789]|00[1-9]|440?[1-9]|7[1-9]")
_LENGTHS = range(15, 8, -1)


def _only_digits(line: str) -> str:
    return "".join(filter(str.isdigit, line.split("  ")[0]))


_KNOWN = frozenset(map(_only_digits, word_list("known_numbers")))
# Nobody's number: dates, times and money, blotted out before digits are read.
_OTHER_FIGURES = re.compile(
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?!\d|[/.-]\d)"
    r"|(?<![\d.])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    r"|(?<![\d.:])(?:[01]?\d|2[0-4])[:.][0-5]\d(?!\d|[:.]\d)(?:\s?[ap]\.?m\b)?"
    r"|[£$€]\s?\d[\d,.]*+"
)
_HAS_NUMBER = re.compile(r"\d|zero|seven|double|nought|oh ")
_REFERENCE = re.compile(
    r"\b(?:ref|reference|crime|incident|log|cad|case|order|claim|job|report|urn|invoice)\b[^\n.]{0,20}\Z"
)
_THEIRS = re.compile(
    r"\b(?:my|his|her|their|our)(?: \w+)? (?:number|no|phone|mobile|mob|tel|landline|cell|digits)\b"
    r"|\b(?:call|ring|phone|text|txt|bell|buzz|whatsapp|contact|reach)(?:ing)? (?:me|us|him|her|them)\b"
    r"|\b(?:whatsapp|landline|mobile|mob|tel)\b"
)
_AFTER_CUE = 40
_IN_TWO_HALVES = re.compile(r"(?<!\d)07\d{3}\b[^\n\d]{4,60}?(?:\d{6}|\d{3}[ -]\d{3})(?!\d)")


def phones(folded: str) -> Iterator[Finding]:
    """Yield the telephone numbers in a folded text."""
    if not _HAS_NUMBER.search(folded):
        return
    figures = _OTHER_FIGURES.sub(lambda found: "£" * len(found[0]), folded)
    taken = 0
    for chain in digit_chains(figures):
        for finding in _Chain(chain, figures).findings():
            taken = finding.end
            yield finding
    if not taken:
        for found in _IN_TWO_HALVES.finditer(figures):
            yield Finding(*found.span(), "phone")


class _Chain:
    """Parts that follow each other, and their digits in one string."""

    def __init__(self, parts: list[Part], folded: str) -> None:
        self.parts = parts
        self.folded = folded
        self.digits = "".join(part.spells for part in parts)
        self.ends: dict[int, int] = {}
        offset = 0
        for index, part in enumerate(parts):
            offset += len(part.spells)
            self.ends[offset] = index

    def findings(self) -> Iterator[Finding]:
        """Yield the numbers from left to right, each over as many parts as it can be."""
        offset = index = 0
        while index < len(self.parts):
            last, rule = self._number_at(offset, index)
            if rule:
                yield Finding(self._start(index), self.parts[last].end, rule)
            while index <= last:
                offset += len(self.parts[index].spells)
                index += 1

    def _number_at(self, offset: int, index: int) -> tuple[int, str]:
        """Return the last part of what begins here, and "phone" if it is somebody's number."""
        for length in _KNOWN_LENGTHS:
            if self.digits[offset : offset + length] in _KNOWN and offset + length in self.ends:
                return self.ends[offset + length], ""
        plus = self._has_plus(index)
        if plus or _BEGINNING.match(self.digits, offset):
            for shape in (self._is_number, self._is_miscounted):
                for length in _LENGTHS:
                    last = self.ends.get(offset + length)
                    if last is not None and shape(offset, length, index, plus):
                        return last, "phone"
        return self._short_number(offset, index)

    def _start(self, index: int) -> int:
        start = self.parts[index].start
        before = self.folded[max(start - 2, 0) : start]
        return start - len(before) + before.find("+") if "+" in before else start

    def _has_plus(self, index: int) -> bool:
        start = self.parts[index].start
        return self.folded[max(start - 3, 0) : start].rstrip(" (").endswith("+") or (
            self.folded[max(start - 6, 0) : start].endswith("plus ")
        )

    def _is_number(self, offset: int, length: int, index: int, plus: bool) -> bool:
        digits = self.digits[offset : offset + length]
        national, abroad = _national(digits, plus)
        if abroad:
            return _ABROAD.match(abroad) is not None
        if national in _KNOWN or not _BRITISH.match(national):
            return False
        if national.startswith("07") and digits[0] != "7":
            return True
        return not (self.ends[offset + length] == index and self._is_reference(index))

    def _is_miscounted(self, offset: int, length: int, index: int, plus: bool) -> bool:
        digits = self.digits[offset : offset + length]
        grouped = len(self.parts[index].spells) in (1, 4, 5, length)
        return not plus and grouped and _MISCOUNTED_MOBILE.match(digits) is not None

    def _is_reference(self, index: int) -> bool:
        start = self.parts[index].start
        return _REFERENCE.search(self.folded[max(start - 45, 0) : start]) is not None

    def _short_number(self, offset: int, index: int) -> tuple[int, str]:
        """Find a local number, which only the words before it give away."""
        for length in (8, 7, 6):
            last = self.ends.get(offset + length)
            if last is not None and last - index < length - 3:
                start = self.parts[index].start
                cued = _THEIRS.search(self.folded, max(start - _AFTER_CUE, 0), start)
                return last, "phone" if cued else ""
        return index, ""


def _national(digits: str, plus: bool) -> tuple[str, str]:
    """Return the digits as a British number, or else as one with its country code."""
    bare = digits.removeprefix("00") if digits.startswith("00") else digits
    if bare.startswith("44") and (plus or bare is not digits or len(bare) >= 12):
        return "0" + bare[2:].lstrip("0"), ""
    if plus or bare is not digits:
        return "", bare
    return "0" + digits if digits.startswith("7") else digits, ""


_KNOWN_LENGTHS = sorted({len(number) for number in _KNOWN}, reverse=True)
