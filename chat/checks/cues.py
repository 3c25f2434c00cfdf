"""What the words beside a number say it is."""

import re
from collections.abc import Mapping

_BEFORE, _AFTER = 48, 32
_PATTERNS: Mapping[str, str] = {
    "nhs": r"n\.?h\.?s|(?:national |my |own )?health|hospital|patient|wristband|surgery",
    "ni": r"n\.?i\.? ?(?:number|no|num)|nino|n\.?i\.?n|national ?insurance|nat ?ins",
    "sort": r"s[o0]rt[ -]?code|s/c|(?<!post )code",
    "account": r"acc(?:oun|n)?t?(?:[ -]?(?:number|no|num|nr))?|bank details|iban|a/c|bacs",
    "card": r"(?:bank|credit|debit|long|visa|mastercard|amex|card)(?: card)? ?(?:number|no)?s?",
    "passport": r"passports?",
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
    before = ""
    for cue in _CUE.finditer(folded, max(start - _BEFORE, 0), start):
        before = cue.lastgroup or ""
    if before and before != "phone":
        return before
    after = _CUE.search(folded, end, end + _AFTER)
    return (after.lastgroup or "") if after and not before else before
