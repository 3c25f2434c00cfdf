"""Letters with digits among them, as people spell out postcodes and registrations."""

import re

from .chains import Chain, Part, chains
from .digits import NUMBERS
from .lists import kinds, word_list

# Letters by their names; those that are everyday words are left out.
_NAMED = {
    **{"bee": "b", "cee": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h", "haitch": "h"},
    **{"jay": "j", "kay": "k", "ell": "l", "cue": "q", "queue": "q", "ess": "s", "tee": "t"},
    **{"vee": "v", "zed": "z"},
}
_SILENT = ("then", "space", "dash", "hyphen", "gap", "ray")  # x-ray has its x already
_SPOKEN = {word: word[0] for word in kinds("spelling alphabet")} | _NAMED
_SPOKEN |= dict.fromkeys(_SILENT, "")
_SPOKEN |= {word: digit for word, digit in NUMBERS.items() if len(word) > 2}
_DIGIT = re.compile("|".join(["[0-9]", *(word for word in NUMBERS if len(word) > 2)]))
_LONGEST_WORD, _LONGEST_MIXED = 3, 8
_SHORT_WORDS = frozenset(" ".join(word_list("short_words")).split())
_LIKE_DIGITS = str.maketrans("lo", "10")


def letter_chains(folded: str) -> list[Chain]:
    """Return each stretch of a folded text that can be read as letters with digits among them."""
    if not _DIGIT.search(folded):
        return []
    stretches = map(Chain, chains(folded, _letter_parts))
    return [
        chain for chain in stretches if not chain.spells.isalpha() and not chain.spells.isdigit()
    ]


def as_written(parts: list[Part], text: str) -> list[str]:
    """Return the parts as they stand in the text, without those that spell a single letter."""
    return [text[part.start : part.end] for part in parts if not part.spoken]


def is_shouted(written: list[str]) -> bool:
    """Say whether the parts are in capitals; a small l or o may stand for a digit."""
    return "".join(written).translate(_LIKE_DIGITS).isupper()


def holds_a_word(written: list[str]) -> bool:
    """Say whether a part by itself is an everyday word, as in "so 1 2 us" or "BS4 out"."""
    return any(
        part.isalpha() and len(part) > 1 and part.lower() in _SHORT_WORDS for part in written
    )


def _letter_parts(run: str, start: int) -> list[Part]:
    end = start + len(run)
    spoken = _SPOKEN.get(run)
    if spoken is not None:
        return [Part(start, end, spoken, spoken=True)]
    longest = _LONGEST_WORD if run.isalpha() else _LONGEST_MIXED
    return [Part(start, end, run)] if len(run) <= longest else []
