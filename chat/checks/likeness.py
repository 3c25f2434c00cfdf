"""How much two texts ask the same, for a person to decide whether they do."""

import re

from .folding import fold
from .lists import word_list

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 3  # letters: shorter words stand in every question
_COMMON = frozenset(word_list("likeness"))


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1: the share of the shorter text's words that both have."""
    words, others = _telling(one), _telling(other)
    if not words or not others:
        return 0.0
    return len(words & others) / min(len(words), len(others))


def _telling(text: str) -> frozenset[str]:
    """The words that tell what a text is about, one form for several of a thing."""
    found = (word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST)
    return frozenset(word.rstrip("s") for word in found if word not in _COMMON)
