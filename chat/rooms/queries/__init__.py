"""Reads of a room. What the public gets comes from `released` alone, which holds only released
words."""

from .company import ABSENT, FRESH, here, unattended
from .officers import assigned, panel, said_in
from .places import slug_of
from .public import (
    notice,
    released,
    released_answers,
    released_taken,
    shown_numbers,
    support_of,
    supported,
)
from .wordlists import watch_words

__all__ = [
    "ABSENT",
    "FRESH",
    "assigned",
    "here",
    "notice",
    "panel",
    "released",
    "released_answers",
    "released_taken",
    "said_in",
    "shown_numbers",
    "slug_of",
    "support_of",
    "supported",
    "unattended",
    "watch_words",
]
