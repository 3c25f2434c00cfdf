"""What the words beside a number say it is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache

_BEFORE, _AFTER = 48, 32
_PATTERNS: Mapping[str, str] = {
    "nhs": r"n\.?h\.?s|(?:national |my |own )?health|hospital|patient|wristband|surgery",
    "ni": r"n\.?i\.? ?(?:number|no|num)|nino|n\.?i\.?n|national ?insurance|nat ?ins",
    "sort": r"s[o0]rt[ -]?code|s/c|(?<!post )code",
    "account": r"acc(?:oun|n)?t?(?:[ -]?(?:number|no|num|nr))?|bank details|iban|a/c|bacs",
    "card": r"(?:bank|credit|debit|long|visa|mastercard|amex|card)(?: card)? ?(?:number|no)?s?",
    "passport": r"pass ?ports?",
    "licence": r"(?:driv\w+|dvla|provisional) ?licen[cs]e|licen[cs]e (?:number|no)|dvla",
    "reference": r"crime|incident|log|cad|ref(?:erence)?s?|case|court|urn|occurrence|custody"
    r"|quot(?:e|ed|ing)|trial",
    "phone": r"phone|mobile|mob|tel|telephone|landline|call|ring|text|whatsapp|dial|cell|bell"
    r"|digits",
    "other": r"order (?:number|no|ref|id)|order(?= #?\d)|planning|invoice|model|serial|isbn"
    r"|barcode|parcel|tracking|application|ticket",
}
# The rule that a number of each kind meets; "other" is nobody's.
RULE_OF: Mapping[str, str] = {
    **{"nhs": "nhs-number", "ni": "ni-number", "sort": "account", "account": "account"},
    **{"card": "card", "passport": "passport", "licence": "licence", "reference": "reference"},
    "phone": "phone",
}
_CUE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _PATTERNS.items()) + r")\b"
)


def kind_of(folded: str, start: int, end: int) -> str:
    """Return what the nearest word says of the number from `start` to `end`, "" if none does."""
    starts, ends, names = _cues(folded)
    before = bisect_right(ends, start) - 1
    if before >= 0 and starts[before] >= start - _BEFORE:
        return names[before]
    return _follows(folded, end)


def kinds_in(folded: str) -> set[str]:
    """Return every kind that words of the text speak of."""
    return set(_cues(folded)[2])


def _follows(folded: str, end: int) -> str:
    starts, ends, names = _cues(folded)
    after = bisect_left(starts, end)
    return names[after] if after < len(names) and ends[after] <= end + _AFTER else ""


@lru_cache(maxsize=4)
def _cues(folded: str) -> tuple[list[int], list[int], list[str]]:
    """Return where each word that tells a kind begins and ends, and the kind."""
    cues = list(_CUE.finditer(folded))
    names = [cue.lastgroup or "" for cue in cues]
    return [cue.start() for cue in cues], [cue.end() for cue in cues], names
