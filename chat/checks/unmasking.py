"""Texts as they are meant: signs and numbers that are spoken, letters apart, words backwards.

Every check reads a text as it stands. These readings are for what somebody hid from all of them.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from .counting import COUNTED, ORDINALS, ROMAN, SAID, figures, roman
from .digits import NUMBERS
from .lists import kinds, sections
from .rereading import Reading
from .sought import DIGITS, Sought

MOST = 600  # characters; a question may hold 500

_SIGNS = {
    **dict.fromkeys(("dot", "d0t", "dott", "dotty", "period", "full stop", "fullstop"), "."),
    **dict.fromkeys(("slash", "forward slash", "fwd slash", "stroke"), "/"),
    **dict.fromkeys(("dash", "hyphen"), "-"),
    **dict.fromkeys(("underscore", "under score"), "_"),
    **dict.fromkeys(("at sign", "at symbol", "the at sign"), "@"),
    "colon": ":",
}
_NAMED = tuple(_SIGNS)
_NAMES = "|".join(sorted(_SIGNS, key=len, reverse=True))
_OPEN, _SHUT = r"[(\[{<*~|\"'_-]{1,2}\s?", r"\s?[)\]}>*~|\"'_-]{1,2}"
_BRACKETED = Sought(
    rf"\s{{0,2}}{_OPEN}(?P<sign>[.@/:]|at|a|d|{_NAMES}){_SHUT}\s{{0,2}}",
    tuple("([{<*~|\"'_-"),
    tuple(")]}>*~|\"'_-"),
)
_SPOKEN = Sought(
    rf"(?:\s{{0,2}},)?\s{{0,2}}\b(?:then )?(?P<sign>{_NAMES})\b(?: then\b)?(?:,\s)?\s{{0,2}}",
    _NAMED,
)
_BETWEEN_COMMAS = Sought(r"\s?,\s?at\s?,\s?", (",",), ("at",))
_POINT = Sought(
    r"(?<=\d)\s{0,2}(?:point|dot|\.)\s{0,2}(?P<after>\d(?:\s?\d)*)(?![\d.])",
    DIGITS,
    ("point", "dot", "."),
)
_SPACED = re.compile(r"(?<=[a-z0-9])\s(?P<sign>[./@_])\s(?=[a-z0-9])")
_THEN = Sought(r",?\s(?:and )?then(?: an? (?=d[o0]t|dash|slash|under))?\s", ("then",))
# Beside one of these a single word may be part of more than a count.
_BEFORE, _AFTER = re.compile(r"([a-z']+)\s\Z"), re.compile(r"\s([a-z']+)")
_TELLING = frozenset(
    {*" ".join(sections("dates")["months"]).split(), *" ".join(_SIGNS).split()}
    | {"point", "degrees", "of", "then", "and", "number", "minus", "on", "in"}
)
_DOUBLED = Sought(r"@{2,}|\.{2,}(?=(?:com|co|net|org|uk|info)\b)", ("@@", ".."))
_APART = re.compile(
    r"(?<![^\W_])[a-z0-9](?P<gap> ?[ .*_/-] ?)[a-z0-9](?:(?P=gap)[a-z0-9@.])+(?![^\W_])"
)
_RUN = re.compile(r"[a-z0-9]+")
_LIKE = {"0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t"}
_LIKE |= {"8": "b", "9": "g"}
# Everything that may be read as one another made the same, so that words are looked up by it.
_SHAPE = str.maketrans("01l23456g789", "oiizeasbbtbb")
_DATES, _STREETS = sections("dates"), sections("streets")
_WORDS = frozenset(
    {word for word in COUNTED if len(word) > 2}
    | set(" ".join(_DATES["months"]).split())
    | {word for word in " ".join(_STREETS["streets"]).split() if len(word) > 3}
    | kinds("hidden words")
)
_BY_SHAPE: dict[str, list[str]] = {}
for _known in sorted(_WORDS):
    _BY_SHAPE.setdefault(_known.translate(_SHAPE), []).append(_known)
_PIECE = re.compile("|".join(sorted((*_WORDS, r"\d+(?:st|nd|rd|th)?"), key=len, reverse=True)))
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SINGLE = {str(NUMBERS[word]): word for word in _UNITS}
_SHORTEST_TOGETHER, _LONGEST_TOGETHER = 6, 40
_DOTTED_THINGS = kinds("dotted")
_BACKWARDS = Sought(
    r"\b(?:backwards?|back to front|revers(?:e|ed|ing)|right to left|other way (?:round|around))\b",
    ("back", "revers", "right to", "other way"),
)
_LEAVING = (
    "take",
    "taking",
    "leav",
    "remov",
    "delete",
    "ignor",
    "without",
    "strip",
    "drop",
    "skip",
)
_LEAVING += ("minus", "get rid")
_LEFT_OUT = Sought(
    r"\b(?:(?:take|taking|leave|leaving) (?:out|away)|remove|removing|delete|ignore|ignoring"
    r"|without|strip|drop|skip|minus|get rid of) (?:all )?(?:of )?(?:the |every |each )?"
    r"(?:letters? )?['\"]?(?P<sign>[a-z])['\"]?(?:'?e?s)?\b",
    _LEAVING,
)


def readings(text: str) -> Iterator[Reading]:
    """Yield what a canonical text may be meant to read as besides what stands there."""
    plain = Reading(text[:MOST], [(at, at + 1) for at in range(min(len(text), MOST))])
    unmasked = _unmasked(_without_then(plain))
    if unmasked is not plain:
        yield unmasked
    if _BACKWARDS.search(plain.folded):
        yield Reading(plain.text[::-1], plain.spans[::-1])
    for told in _LEFT_OUT.finditer(plain.folded):
        signs = re.compile(re.escape(told["sign"]))
        yield _unmasked(plain.replaced(signs, _gap_for(plain.text)))
        break


def _without_then(reading: Reading) -> Reading:
    """Leave out what only joins the parts of something spelled out: 9 then Sycamore then Drive."""
    thens = list(_THEN.finditer(reading.folded))
    return reading.replaced(_THEN, lambda _: " ") if len(thens) > 1 else reading


def _gap_for(text: str) -> Callable[[re.Match[str]], str]:
    """Put a space for a letter; a capital one stays where the small ones are meant to go."""
    return lambda at: at[0] if text[at.start()].isupper() else " "


def _unmasked(reading: Reading) -> Reading:
    for found, put in _STEPS:
        reading = reading.replaced(found, put)
    return reading


def _sign(found: re.Match[str]) -> str:
    sign = found["sign"]
    before = found.string[: found.start()].rpartition(" ")[2]
    if before in _DOTTED_THINGS:
        return found[0]
    return _SIGNS.get(sign, {"at": "@", "a": "@", "d": "."}.get(sign, sign))


def _number(found: re.Match[str]) -> str:
    """Return the figures for words that count; one word among others stays: my two kids."""
    if found[0].isalpha() and found[0] not in ORDINALS:
        before = _BEFORE.search(found.string, max(found.start() - 12, 0), found.start())
        after = _AFTER.match(found.string, found.end())
        if before and after and not _TELLING.intersection((before[1], after[1])):
            return found[0]
    return figures(found[0])


def _run_of_letters(found: re.Match[str]) -> str:
    signs = (
        found[0].replace(found["gap"], "") if found["gap"].strip() else "".join(found[0].split())
    )
    return found[0] if signs.isdigit() else signs


def _word(found: re.Match[str]) -> str:
    """Return the words that a run is meant as: s3ven, sixty1, fourthofjuly."""
    return _meant(found[0]) if len(found[0]) <= _LONGEST_TOGETHER else found[0]


@lru_cache(maxsize=2048)
def _meant(run: str) -> str:
    if run in _WORDS or run.isdigit():
        return run
    if not run.isalpha() and (word := _leet(run)):
        return word
    pieces = _PIECE.findall(run)
    is_whole = len(pieces) > 1 and sum(map(len, pieces)) == len(run)
    is_long = len(run) >= _SHORTEST_TOGETHER or any(map(str.isdigit, pieces))
    if not is_whole or not is_long or not any(piece in COUNTED for piece in pieces):
        return run
    return " ".join(_SINGLE.get(piece, piece) for piece in pieces)


def _leet(run: str) -> str:
    """Return the word that letters and digits look like: n1neteen, c0m."""
    alike = _BY_SHAPE.get(run.translate(_SHAPE), ())
    return next((word for word in alike if _may_be(run, word)), "")


def _may_be(run: str, word: str) -> bool:
    return all(letter in _LIKE.get(sign, sign) for sign, letter in zip(run, word, strict=True))


_STEPS: tuple[tuple[re.Pattern[str] | Sought, Callable[[re.Match[str]], str]], ...] = (
    (_APART, _run_of_letters),
    (_RUN, _word),
    (_BRACKETED, _sign),
    (_BETWEEN_COMMAS, lambda _: "@"),
    (SAID, _number),
    (_SPOKEN, _sign),
    (_POINT, lambda found: f".{''.join(found['after'].split())}"),
    (_SPACED, lambda found: found["sign"]),
    (ROMAN, lambda found: roman(found[0])),
    (_DOUBLED, lambda found: found[0][0]),
)
