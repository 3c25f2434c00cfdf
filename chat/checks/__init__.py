"""Pure reading of text: its canonical form, and what in it a moderator ought to look at."""

from .canonical import canonical, canonical_name, length
from .findings import RULES, Finding
from .names import looks_like_staff
from .reading import is_urgent, read

__all__ = [
    "RULES",
    "Finding",
    "canonical",
    "canonical_name",
    "is_urgent",
    "length",
    "looks_like_staff",
    "read",
]
