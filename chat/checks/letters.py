"""Letters with digits among them, as people spell out postcodes and registrations."""

from functools import lru_cache

from .chains import Chain, Part, chains
from .digits import NUMBERS, TENS_OF, TIMES
from .lists import kinds, word_list
from .sought import DIGITS, holds

# Letters by their names; those that are everyday words are left out.
_NAMED = {
    **{"bee": "b", "cee": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h", "haitch": "h"},
    **{"jay": "j", "kay": "k", "ell": "l", "cue": "q", "queue": "q", "ess": "s", "tee": "t"},
    **{"vee": "v", "zed": "z"},
}
# Also everyday words: letters only beside others that are spelled out.
_HEARD = {
    **{"ay": "a", "be": "b", "see": "c", "sea": "c", "ex": "x", "eye": "i", "el": "l", "em": "m"},
    **{"en": "n", "oh": "o", "pea": "p", "pee": "p", "ar": "r", "are": "r", "es": "s", "tea": "t"},
    **{
        "you": "u",
        "yu": "u",
        "why": "y",
        "wye": "y",
        "zee": "z",
        "oo": "u",
        "aye": "i",
        "kaye": "k",
    },
    **{"jay": "j", "ah": "r", "ef": "f"},
}
_SILENT = (
    "then",
    "space",
    "dash",
    "hyphen",
    "gap",
    "ray",
    "letters",
    "letter",
    "numbers",
    "number",
)
_SILENT += ("digits", "digit", "year", "capital", "and", "figures", "followed", "lastly", "finally")
_SPOKEN = {word: word[0] for word in kinds("spelling alphabet")} | _NAMED
_SPOKEN |= dict.fromkeys(_SILENT, "")
_SPOKEN |= {word: digit for word, digit in NUMBERS.items() if len(word) > 2}
_SPOKEN |= {word: f"{ten}0" for word, ten in TENS_OF.items()}
_FIGURES = (*DIGITS, *(word for word in NUMBERS if len(word) > 2))
_LONGEST_WORD, _LONGEST_MIXED = 3, 34  # an account of any country has as many
_SHORT_WORDS = frozenset(" ".join(word_list("short_words")).split())
_LIKE_DIGITS = str.maketrans("lo", "10")
_ROUND = frozenset(f"{ten}0" for ten in TENS_OF.values())


def letter_chains(folded: str) -> list[Chain]:
    """Return each stretch of a folded text that can be read as letters with digits among them."""
    if not holds(folded, _FIGURES):
        return []
    stretches = [Chain(_said(parts)) for parts in chains(folded, _read)]
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


@lru_cache(maxsize=2048)
def _read(run: str) -> tuple[Part, ...]:
    end = len(run)
    if run in TIMES:
        return (Part(0, end, run, spoken=True),)
    spoken = _SPOKEN.get(run)
    if spoken is not None:
        return (Part(0, end, spoken, spoken=True),)
    longest = _LONGEST_WORD if run.isalpha() else _LONGEST_MIXED
    return (Part(0, end, run),) if end <= longest else ()


def _said(chain: list[Part]) -> list[Part]:
    """Turn double e into ee and sixty one into 61."""
    said: list[Part] = []
    times: Part | None = None
    for at, part in enumerate(chain):
        last = said[-1] if said else None
        if part.spells in _HEARD and _is_spelled(chain, at):
            is_zero = part.spells == "oh" and last and last.spells[-1:].isdigit()
            heard = "0" if is_zero else _HEARD[part.spells]
            part = Part(part.start, part.end, heard, spoken=True)
        if part.spells in TIMES:
            times = part
        elif times:
            spells = part.spells[:1] * TIMES[times.spells] + part.spells[1:]
            if spells == "uu":
                spells = "w"
            said.append(Part(times.start, part.end, spells, spoken=True))
            times = None
        elif last and part.spoken and last.spoken and _completes(last.spells, part.spells):
            said[-1] = Part(last.start, part.end, last.spells[0] + part.spells, spoken=True)
        else:
            said.append(part)
    return said


def _is_spelled(chain: list[Part], at: int) -> bool:
    """Say whether a part stands beside one that is a single sign."""
    beside = (*chain[max(at - 1, 0) : at], *chain[at + 1 : at + 2])
    return any(
        len(part.spells) == 1 or part.spells in _HEARD or (part.spoken and part.spells)
        for part in beside
    )


def _completes(last: str, digit: str) -> bool:
    return last in _ROUND and digit.isdigit() and len(digit) == 1
