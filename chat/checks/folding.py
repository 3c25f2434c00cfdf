"""A text as it reads: look-alikes and accents as plain Latin, letter for letter."""

import re
import unicodedata

from .lists import word_list

# Unicode names of letters that are Latin in all but shape: NEGATIVE SQUARED LATIN CAPITAL LETTER P.
_KIND = "LATIN|TURNED|NEGATIVE|REGIONAL|CIRCLED|SQUARED|PARENTHESIZED|MODIFIER|CROSSED"
_SHAPE = "SMALL|CAPITAL|LETTER|TURNED|REVERSED|OPEN|CLOSED|DOTLESS|LONG|SCRIPT"
_LATIN = re.compile(
    rf"(?:{_KIND})\b.*?\b(?:LETTER|CAPITAL|SMALL|SYMBOL)(?: (?:{_SHAPE}))* ([A-Z])(?: WITH .*)?\Z"
)
_PUNCTUATION = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u0060\u00b4\uff07\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u00ad\u30fc", "-"),
    **dict.fromkeys("\u3002\uff61\u00b7\u2022\u2027\u2219\u22c5\u30fb\u2024", "."),
    "\u2044": "/",
    "\u20e3": " ",
    "\ufe0f": " ",
}


def _lookalikes() -> dict[str, str]:
    pairs = (line.split(" ", 1) for line in word_list("lookalikes"))
    return {alike: letter for letter, row in pairs for alike in row if not alike.isascii()}


class _Folded(dict[int, str]):
    """What each character reads as; learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = read_as = _plain(chr(code))
        return read_as


def _plain(character: str) -> str:
    """Return the one character that this one reads as: plain Latin, a digit, or itself."""
    if character.isascii():
        return character.lower()
    if alike := _ALIKE.get(character) or _PUNCTUATION.get(character):
        return alike
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    if latin := _LATIN.match(unicodedata.name(character, "")):
        return latin[1].lower()
    base = unicodedata.normalize("NFKD", character)[0]
    if base != character:
        return _plain(base)
    lower = character.lower()
    return lower if len(lower) == 1 else character


_ALIKE = _lookalikes()
_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return a text of the same length in lower-case Latin as it reads to the eye."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)
