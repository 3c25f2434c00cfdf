"""Words of abuse, also when letters are doubled, starred or swapped for signs."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .findings import Finding
from .lists import sections
from .tokens import Token

_ROWS = sections("abuse")
_WORDS = frozenset(" ".join(_ROWS["words"]).split())
_STARTS = tuple(" ".join(_ROWS["starts"]).split())
_NOT = frozenset(" ".join(_ROWS["not"]).split())
_PHRASES = frozenset(_ROWS["phrases"])
_FIRST = frozenset(phrase.split()[0] for phrase in _PHRASES)
_MOST_WORDS = max(phrase.count(" ") + 1 for phrase in _PHRASES)
_ENDINGS = ("", "s", "es", "ed", "ing", "in", "y", "er", "ers", "z")
_SIGNED = re.compile(
    r"(?<![\w*@$!#])[a-z@$](?:[a-z0-9]*[*@$!#][a-z0-9*@$!#]*)(?:[a-z0-9]|(?<=[*#][*#]))"
)
_SIGNS = str.maketrans("@$!013457", "asioieast")


def abuse(words: Sequence[Token], folded: str) -> Iterator[Finding]:
    """Yield the words of abuse in a folded text and among its `words`."""
    for at, word in enumerate(words):
        if _is_abuse(word.word):
            yield Finding(word.start, word.end, "abuse")
        if word.word in _FIRST and (last := _phrase(words, at)):
            yield Finding(word.start, words[last].end, "abuse")
    for signed in _SIGNED.finditer(folded):
        if _is_starred(signed[0]):
            yield Finding(*signed.span(), "abuse")


def _is_abuse(word: str) -> bool:
    single = _single(word)
    if word in _NOT or single in _NOT:
        return False
    return single in _ALL or single.startswith(_ANY_END)


def _single(word: str) -> str:
    """Return a word with every letter that is doubled made single."""
    return "".join(letter for letter, _ in groupby(word))


def _phrase(words: Sequence[Token], at: int) -> int:
    for count in range(_MOST_WORDS, 1, -1):
        if " ".join(word.word for word in words[at : at + count]) in _PHRASES:
            return min(at + count, len(words)) - 1
    return 0


def _is_starred(written: str) -> bool:
    """Say whether a word is one of abuse once each star is any letter."""
    read = written.translate(_SIGNS)
    if "*" not in read and "#" not in read:
        return _is_abuse(read)
    shape = re.compile("".join("[a-z]" if sign in "*#" else re.escape(sign) for sign in read))
    return any(shape.fullmatch(word) for word in _STARRED)


_ALL = frozenset(_single(word + ending) for word in _WORDS for ending in _ENDINGS)
_ANY_END = tuple(_single(word) for word in _STARTS)
_STARRED = tuple(
    word + ending for word in (*_WORDS, *_STARTS) for ending in ("", "s", "ing", "ed", "er", "ers")
)
