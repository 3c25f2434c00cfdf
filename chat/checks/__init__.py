"""Pure reading of text: its canonical form, and what in it a moderator ought to look at."""

from .abuse import OWN_WORDS, AbuseList, own_entries
from .canonical import canonical, canonical_name, length
from .difference import Run, difference
from .findings import PERSONAL, RULES, Finding, is_marked, is_urgent
from .likeness import likeness
from .listed import BadEntry, BadList, Listed
from .names import looks_like_staff
from .reading import listed, read
from .repeats import repeats
from .watch import WatchList

__all__ = [
    "OWN_WORDS",
    "PERSONAL",
    "RULES",
    "AbuseList",
    "BadEntry",
    "BadList",
    "Finding",
    "Listed",
    "Run",
    "WatchList",
    "canonical",
    "canonical_name",
    "difference",
    "is_marked",
    "is_urgent",
    "length",
    "likeness",
    "listed",
    "looks_like_staff",
    "own_entries",
    "read",
    "repeats",
]
