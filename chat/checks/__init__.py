"""Pure reading of text: its canonical form, and what in it a moderator ought to look at."""

from .canonical import canonical, canonical_name, length
from .difference import Run, difference
from .findings import PERSONAL, RULES, Finding, is_marked, is_urgent
from .likeness import likeness
from .names import looks_like_staff
from .reading import read
from .repeats import repeats
from .watch import BadEntry, BadList, WatchList

__all__ = [
    "PERSONAL",
    "RULES",
    "BadEntry",
    "BadList",
    "Finding",
    "Run",
    "WatchList",
    "canonical",
    "canonical_name",
    "difference",
    "is_marked",
    "is_urgent",
    "length",
    "likeness",
    "looks_like_staff",
    "read",
    "repeats",
]
