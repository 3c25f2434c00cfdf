"""Which passwords may be chosen: long enough, and not among the first that anybody would guess."""

import re
from collections.abc import Collection
from pathlib import Path

from foundation.errors import Invalid
from foundation.staff.passwords import normal

SHORTEST, LONGEST = 15, 128
LEAST_OWN = 8  # letters and digits that must be left once common and context words are taken out
SHORTEST_CONTEXT = 3  # shorter words of a name, such as "of", stand in too many good passwords
SEPARATORS = re.compile(r"[^\w]|_")
LOOKALIKES = str.maketrans("@013457$!", "aoleastsi")
COMMON = frozenset(
    line for line in (Path(__file__).parent / "common-passwords.txt").read_text().split("\n")
    if line and not line.startswith("#")
)  # fmt: skip


def suitable(password: str, *, context: Collection[str] = ()) -> str:
    """The password, when it may be chosen; `context` holds names of the place and the person.

    Raises Invalid, with a sentence that says what to do instead.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise Invalid(f"Your password must have at least {SHORTEST} characters.", field="new")
    if len(text) > LONGEST:
        raise Invalid(f"Your password must have at most {LONGEST} characters.", field="new")
    if is_repetition(text.casefold()):
        raise Invalid("Choose a password that does not repeat itself.", field="new")
    if any(is_guessable(spelling, words(context)) for spelling in spellings(text)):
        raise Invalid(
            "Choose a password without common words, your own name or the name of the force.",
            field="new",
        )
    return password


def is_repetition(text: str) -> bool:
    """Whether the text is one short piece over and over, or made of hardly any characters."""
    period = (text + text).find(text, 1)
    return len(set(text)) < 5 or period < LEAST_OWN


def spellings(text: str) -> Collection[str]:
    """The letters and digits of a text as typed, and with digits and signs read as letters."""
    folded = text.casefold()
    return {plain(folded), plain(folded.translate(LOOKALIKES))}


def plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def words(context: Collection[str]) -> frozenset[str]:
    """Every name given, whole and word by word, in the form that `plain` leaves."""
    parts = [part for name in context for part in SEPARATORS.sub(" ", name.casefold()).split()]
    found = {plain(name.casefold()) for name in context} | {plain(part) for part in parts}
    return frozenset(word for word in found if len(word) >= SHORTEST_CONTEXT)


def is_guessable(text: str, context: frozenset[str]) -> bool:
    """Whether hardly anything is left once common and context words are out, longest first."""
    left = text
    for word in sorted(COMMON | context, key=len, reverse=True):
        left = left.replace(word, "")
    return left != text and len(left) < LEAST_OWN
