"""Whether somebody asks what they have asked before, in the same or nearly the same words."""

import re
from collections.abc import Sequence

from .findings import Finding
from .folding import fold

_NOT_SAID = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+")
_PIECE = 4
_FEWEST_LETTERS = 20  # shorter texts are repeats only when they are the same
_ALIKE = 0.72  # of the pieces of both together
_CONTAINED = 0.9  # of the pieces of the shorter one
_MOST_ADDED = 1.6  # a longer text says more than a repeat with "please answer" behind it
_MOST_COMPARED = 20


def repeats(text: str, earlier: Sequence[str], *, lines: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return one finding over the whole canonical text if it was asked before.

    One of staff's standard `lines` repeats nothing: it was made to be sent again and again.
    """
    said = _said(text)
    if earlier and any(said == _said(line) for line in lines):
        return ()
    before = [_said(other) for other in earlier] if said else []
    if said in before or any(_nearly(said, other) for other in before[-_MOST_COMPARED:]):
        return (Finding(0, len(text), "repeat"),)
    return ()


def _said(text: str) -> str:
    """Fold case, accents, look-alikes, punctuation and spacing away."""
    return _NOT_SAID.sub("", fold(text)) or "".join(text.split())


def _nearly(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _FEWEST_LETTERS or len(longer) > _MOST_ADDED * len(shorter):
        return False
    if _differ_in_number(one, other):
        return False
    few, many = _pieces(shorter), _pieces(longer)
    shared = len(few & many)
    return shared >= _ALIKE * len(few | many) or shared >= _CONTAINED * len(few)


def _differ_in_number(one: str, other: str) -> bool:
    """Bus 76 and bus 24 are two questions, however alike the rest is."""
    numbers, others = set(_NUMBERS.findall(one)), set(_NUMBERS.findall(other))
    return bool(numbers and others) and numbers != others


def _pieces(said: str) -> set[str]:
    return {said[start : start + _PIECE] for start in range(len(said) - _PIECE + 1)}
