"""Numbers by which the state and the banks know somebody, also spelled out."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from .chains import Chain, Part
from .cues import RULE_OF, kind_of
from .findings import Finding

_MOST_PARTS = 60  # of one chain; whoever writes more digits in a row has no number in mind
_NHS, _ACCOUNT, _SORT, _PASSPORT = 10, 8, 6, 9
_CARDS = (16, 15, 19, 14, 13)
_GROUPED = [3, 3, 4]
_CRIME = "52"  # this force's crime references are ten digits that begin so
_LONG, _LONG_SPOKEN, _TOLD_SPOKEN = 8, 6, 4
_DOTTED = re.compile(r"\b(?:dot|point)\b")
_COUNTING = re.compile(r"0{4,}|0*123456789?0?")
_QUANTITY = re.compile(r"[£$€]|\b(?:hundred|thousand|million)\b")


def identity_numbers(
    chains: Iterable[Chain], folded: str, phones: Iterable[Finding] = ()
) -> Iterator[Finding]:
    """Yield cards, accounts, NHS numbers, passports and other long numbers in chains of digits.

    A bare reference of this force is among them, since only a sum tells it from an NHS number.
    What is none of these and no telephone number either goes by the words beside it.
    """
    taken = [(phone.start, phone.end) for phone in phones]
    for chain in chains:
        if len(chain.spells) < _TOLD_SPOKEN:
            continue
        found = list(_numbers(chain, folded))
        yield from found
        begin, end = chain.parts[0].start, chain.parts[-1].end
        if not found and not any(start < end and begin < stop for start, stop in taken):
            yield from _other(chain, folded)


def _numbers(chain: Chain, folded: str) -> Iterator[Finding]:
    starts = accumulate((len(part.spells) for part in chain.parts[:-1]), initial=0)
    taken = 0
    for begin in islice(starts, _MOST_PARTS):
        if begin >= taken and (found := _number_at(chain, begin, folded)):
            parts, rule = found
            taken = begin + sum(len(part.spells) for part in parts)
            yield Finding(parts[0].start, parts[-1].end, rule)


def _number_at(chain: Chain, begin: int, folded: str) -> tuple[list[Part], str] | None:
    for length in _CARDS:
        is_card = _is_card(chain.spells[begin : begin + length], length)
        if is_card and (parts := chain.whole_parts(begin, begin + length)):
            return parts, "card"
    for length in (_NHS, _PASSPORT, _ACCOUNT, _SORT):
        parts = chain.whole_parts(begin, begin + length)
        if parts and (rule := _rule(chain.spells[begin : begin + length], parts, folded)):
            return parts, rule
    return None


def _rule(digits: str, parts: list[Part], folded: str) -> str:
    kind = kind_of(folded, parts[0].start, parts[-1].end)
    if len(digits) == _NHS:
        return _of_ten(digits, parts, kind)
    if kind == "passport" and len(digits) == _PASSPORT:
        return "passport"
    if kind in ("account", "sort") and len(digits) in (_ACCOUNT, _SORT):
        return "account"
    return ""


def _of_ten(digits: str, parts: list[Part], kind: str) -> str:
    """Tell an NHS number from a reference of the force and from a telephone number."""
    if kind == "nhs":
        return "nhs-number"
    if digits.startswith(_CRIME) and kind != "phone":
        return "reference"
    if digits[0] in "01" or not is_nhs_number(digits) or kind == "other":
        return ""
    is_grouped = [len(part.spells) for part in parts] == _GROUPED
    return "nhs-number" if is_grouped or digits[0] in "3469" else ""


def _other(chain: Chain, folded: str) -> Iterator[Finding]:
    """Yield a number that is too long to count anything, or that is told and spelled out."""
    parts = [part for part in chain.parts if part.spells]
    digits = chain.spells
    spoken = sum(part.spoken for part in parts)
    start, end = parts[0].start, parts[-1].end
    kind = kind_of(folded, start, end)
    if _COUNTING.fullmatch(digits) or digits.startswith("0" * 3):
        return
    if kind not in RULE_OF and _QUANTITY.search(folded, max(start - 2, 0), end):
        return
    enough = _TOLD_SPOKEN if kind in RULE_OF else _LONG_SPOKEN
    is_spoken = spoken > 1 and len(digits) >= enough
    if len(_DOTTED.findall(folded, start, end)) == 3 and spoken:
        yield Finding(start, end, "ip-address")
    elif is_spoken or _is_apart(parts) or [len(part.spells) for part in parts] == _GROUPED:
        yield Finding(start, end, RULE_OF.get(kind, "reference"))
    elif kind != "other" and len(parts) < _MOST_PARTS:
        yield from _long(parts, kind)


def _is_apart(parts: list[Part]) -> bool:
    """Say whether digits enough for a number stand one by one."""
    return _LONG <= len(parts) < _MOST_PARTS and all(len(part.spells) == 1 for part in parts)


def _long(parts: list[Part], kind: str) -> Iterator[Finding]:
    """Yield a figure of eight digits or more that stands in one piece."""
    for part in parts:
        if (
            len(part.spells) >= _LONG
            and not part.spells.startswith("000")
            and not _COUNTING.fullmatch(part.spells)
        ):
            rule = RULE_OF.get(kind, "reference")
            yield Finding(part.start, part.end, "reference" if rule == "phone" else rule)


def is_nhs_number(digits: str) -> bool:
    """Say whether ten digits end in the check digit of the nine before."""
    weighed = sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9]))
    return len(digits) == _NHS and (11 - weighed % 11) % 11 == int(digits[9])


def _is_card(digits: str, length: int) -> bool:
    """Say whether the digits pass the sum of Luhn, as those of every card do."""
    if len(digits) != length or digits[0] not in "3456" or len(set(digits)) < 2:
        return False
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits), start=1))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
