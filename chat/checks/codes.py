"""National Insurance numbers, driving licences and accounts abroad: letters with digits."""

import re
from collections.abc import Iterable, Iterator

from .chains import Chain, Part
from .cues import kind_of
from .findings import Finding
from .letters import as_written, holds_a_word, is_shouted
from .sought import DIGITS, Sought

_NI = re.compile(r"(?=([a-ceghj-prs-tw-z][a-ceghj-npr-tw-z])([0-9oilszb]{6})([a-d])?)")
_LIKE_NI = re.compile(r"(?=([a-z0-9]{2}\d{6}[a-d]))")
_GROUPED = [2, 2, 2, 2, 1]
_NO_NI = frozenset({"bg", "gb", "kn", "nk", "nt", "tn", "zz"})
_TOLD_NI = re.compile(r"(?=([a-z]{2})([0-9oilszb]{6})([a-z])?)")
_LICENCE = re.compile(r"(?=[a-z]{1,5}9{0,4}\d(?:[05]\d|[16][0-2])\d{3}[a-z][a-z9][0-9a-z][a-z]{2})")
_LICENCE_LENGTH = 16
_SPACED_LICENCE = Sought(
    r"(?<![a-z0-9])[a-z]{2,5}9{0,3}[ -]?\d(?:[05]\d"
    r"|[16][0-2])\d{3}[ -]?[a-z][a-z9][ -]?\d[a-z]{2}(?![a-z0-9])",
    DIGITS,
)
_SECURITY = Sought(
    r"\b(?:cvv|cvc|cv2|security code|csc)2?(?: (?:is|was|number|of))*[ :]{1,2}\d{3,4}\b"
    r"|\bpin(?: (?:number|is|was|code))*[ :]{1,2}\d{4}\b(?!\s?(?:badges|people))"
    r"|\b(?:on|off) the (?:back|reverse)[\s,:.-]{1,3}(?:(?:is|are|it's|its|says) )?\d{3}\b"
    r"|\bcard\b[^\n.]{0,20}\bending(?: in| with)? \d{4}\b"
    r"|\b(?:expir\w+|exp|valid (?:to|until|thru))(?: (?:date|is|on))*[ :.]{1,2}(?:0?[1-9]"
    r"|1[0-2])\s?/\s?\d{2}(?:\d\d)?\b",
    DIGITS,
)
_IBAN = Sought(r"(?<![a-z0-9])([a-z]{2})\d\d(?:[ .-]?[a-z0-9]){11,30}", DIGITS)
_IBAN_LENGTHS = {
    **{"gb": 22, "ie": 22, "de": 22, "fr": 27, "es": 24, "it": 27, "nl": 18, "pl": 28, "ro": 24},
    **{"pt": 25, "be": 16, "at": 20, "ch": 21, "bg": 22, "lt": 20, "lv": 21, "hu": 28, "gr": 27},
}
_PASSPORT = re.compile(r"(?=[a-z]\d{8}(?!\d))")
_PASSPORT_LENGTH = 9
_FEWEST_DIGITS = 4


def codes(chains: Iterable[Chain], folded: str, text: str) -> Iterator[Finding]:
    """Yield what is found in chains of letters and digits of a folded `text`."""
    for chain in chains:
        if len(chain.spells) < _PASSPORT_LENGTH - 1:
            continue
        yield from _insurance(chain, folded, text)
        for at in _LICENCE.finditer(chain.spells):
            parts = chain.whole_parts(at.start(), at.start() + _LICENCE_LENGTH)
            if parts and not holds_a_word(as_written(parts, text)):
                yield _finding(parts, "licence")
        for at in _PASSPORT.finditer(chain.spells):
            parts = chain.whole_parts(at.start(), at.start() + _PASSPORT_LENGTH)
            if parts and kind_of(folded, parts[0].start, parts[-1].end) == "passport":
                yield _finding(parts, "passport")
    for found in _SPACED_LICENCE.finditer(folded):
        yield Finding(*found.span(), "licence")
    for found in _SECURITY.finditer(folded):
        yield Finding(*found.span(), "card")
    for found in _IBAN.finditer(folded):
        if length := _account(found):
            yield Finding(found.start(), found.start() + length, "account")


def _finding(parts: list[Part], rule: str) -> Finding:
    return Finding(parts[0].start, parts[-1].end, rule)


def _insurance(chain: Chain, folded: str, text: str) -> Iterator[Finding]:
    for shape in _TOLD_NI.finditer(chain.spells):
        parts = chain.whole_parts(shape.start(), shape.end(3) if shape[3] else shape.end(2))
        parts = parts or chain.whole_parts(shape.start(), shape.end(2))
        if not parts or sum(map(str.isdigit, shape[2])) < _FEWEST_DIGITS:
            continue
        is_told = kind_of(folded, parts[0].start, parts[-1].end) == "ni"
        if is_told or _is_insurance(shape, parts, text):
            yield _finding(parts, "ni-number")
    for shape in _LIKE_NI.finditer(chain.spells):
        parts = chain.whole_parts(shape.start(), shape.end(1))
        if [len(part.spells) for part in parts] == _GROUPED and not shape[1][:2].isdigit():
            yield _finding(parts, "ni-number")


def _is_insurance(shape: re.Match[str], parts: list[Part], text: str) -> bool:
    """Say whether it has the shape of one that was given out; QQ stands in examples only."""
    strict = _NI.match(shape[0] or shape[1] + shape[2] + (shape[3] or ""))
    is_example = shape[1] == "qq"
    if not (strict or is_example) or shape[1] in _NO_NI or (shape[3] or "z") not in "abcd":
        return False
    return len(parts) == 1 or is_shouted(as_written(parts, text)) or len(parts) > 2


def _account(found: re.Match[str]) -> int:
    """Return how far the words are the number of an account, 0 if its check digits are wrong."""
    signs = [at for at, sign in enumerate(found[0]) if sign.isalnum()]
    length = _IBAN_LENGTHS.get(found[1], len(found[0]))
    iban = "".join(found[0][at] for at in signs[:length])
    if len(iban) != length or not _sums_up(iban):
        return 0
    return signs[length - 1] + 1


def _sums_up(iban: str) -> bool:
    """Say whether an account's own check digits are right."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
