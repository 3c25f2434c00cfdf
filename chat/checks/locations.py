"""Exact places: coordinates, grid references and the three words that stand for a square."""

import re
from collections.abc import Iterator

from .findings import Finding
from .lists import word_list
from .sought import DIGITS, Sought, holds

_SLASHES = r"(?:/\s?/\s?/|slash slash slash|triple slash|three slashes)"
_DOT = r"(?:\s?\.\s?|\s?[(\[]?\s?\bdot\b\s?[)\]]?\s?|\s?[/_,-]\s?)"
_THREE_WORDS = Sought(
    rf"{_SLASHES}[\s,:]{{0,3}}[a-z]{{2,20}}{_DOT}[a-z]{{2,20}}{_DOT}[a-z]{{2,20}}"
    r"|\bslash slash slash [a-z]{2,20} [a-z]{2,20} [a-z]{2,20}",
    ("/", "slash"),
)
_TOLD_WORDS = Sought(
    r"\b(?:(?:what ?)?(?:3|three) ?words?\b[^.\n]{0,24}?(?:\b(?:is|are|was|it's|of)|[:=,(-])\s{0,2}"
    r"|what ?(?:3|three) ?words?\s{0,2}|w3w\b[\s:=]{0,3}(?:is "
    r"|are )?)(?P<words>[a-z]{3,20}(?:\.|,\s|\s?\(?\bdot\b\)?\s?|/|\s)[a-z]{3,20}"
    r"(?:\.|,\s|\s?\(?\bdot\b\)?\s?|/|\s)[a-z]{3,20})",
    ("word", "w3w"),
)
_DISGUISED = r"\s?[(\[{*<|_-]?\s?\b(?:dot|d0t|point)\b\s?[)\]}*>|_-]?\s?"
_POINTED = re.compile(r"\.[a-z]")
_DISGUISED_POINT = ("dot", "d0t", "point")
_PLAIN_WORDS = re.compile(
    r"(?<![\w.@/-])[a-z]{3,18}\.[a-z]{3,18}\.[a-z]{3,18}(?![\w.@/-])"
    rf"|(?<![\w.@/-])[a-z]{{3,18}}{_DISGUISED}[a-z]{{3,18}}{_DISGUISED}[a-z]{{3,18}}(?![\w@/-])"
)
_DEGREES = (
    r"(?:(?:minus|negative|-|\+)\s?)?\d{1,3}\s?(?:\.|point|dot)\s?\d{3,9}"
    r"\s?(?:°|deg\w*)?\s?[nsew]?\b"
)
_COORDINATES = Sought(
    rf"(?<![\d.])(?:(?:lat\w*|[ns])[\s:=]{{0,3}})?{_DEGREES}[\s,;/|]{{1,4}}(?:and |by |x )?"
    rf"(?:(?:lon\w*|lng|[ew])[\s:=,]{{0,3}})?{_DEGREES}",
    DIGITS,
    (".", "point", "dot"),
)
_MINUTES = Sought(
    r"\b\d{1,2}\s?(?:°|deg\w*)\s?\d{1,2}\s?(?:['\u2032]|min\w*)?[^\n]{0,14}?[ns]?[\s,]{1,3}"
    r"\d{1,3}\s?(?:°|deg\w*)\s?\d{1,2}\s?(?:['\u2032]|min\w*)?[^\n]{0,10}?[ew]?\b",
    DIGITS,
    ("°", "deg"),
)
_ARC = r"(?:\.\d+)?\s?(?:°|deg\w*)?\s?(?:\d{1,2}\s?(?:'|min\w*)?\s?)?"
# Britain lies between the forty-ninth and the sixty-first parallel.
_COMPASS = Sought(
    rf"\b(?:49|5\d|60){_ARC}(?:n|north)\b[\s,;/|x]{{0,4}}(?:(?:and|by) )?\d{{1,2}}{_ARC}"
    r"(?:w|west|e|east)\b",
    DIGITS,
    ("n", "north"),
    ("w", "e"),
)
_LATITUDE = Sought(
    r"\blat\w*[\s:=]{1,3}\d{1,2}(?:\.\d+)?[\s,;]{1,3}(?:and )?lon\w*[\s:=]{1,3}"
    r"(?:-|minus )?\d{1,3}(?:\.\d+)?",
    DIGITS,
    ("lat",),
    ("lon",),
)
_WORD = re.compile("[a-z]+")
_COMMON = frozenset(" ".join(word_list("common")).split())
_WEB = re.compile(r"\bwww\b|police|\b(?:gov|nhs|org|com)\b")
_GRID = Sought(
    r"\b(?:s[tsuyz]|so|sp|sn|tq)\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3})\b", DIGITS
)
_TOLD_GRID = Sought(
    r"\bgrid (?:ref\w*|reference)?[^\d\n]{0,16}([a-z]{2}\s?(?:\d[\s]?){6,10})\b", DIGITS, ("grid",)
)


def locations(folded: str) -> Iterator[Finding]:
    """Yield the exact places in a folded text."""
    for pattern in (_THREE_WORDS, _COORDINATES, _MINUTES, _GRID, _COMPASS, _LATITUDE):
        for found in pattern.finditer(folded):
            yield Finding(*found.span(), "location")
    for found in _TOLD_WORDS.finditer(folded):
        if len(_COMMON.intersection(_WORD.findall(found["words"]))) < 2:
            yield Finding(*found.span("words"), "location")
    is_pointed = _POINTED.search(folded) or holds(folded, _DISGUISED_POINT)
    for found in _PLAIN_WORDS.finditer(folded) if is_pointed else ():
        if not _WEB.search(found[0]):
            yield Finding(*found.span(), "location")
    for found in _TOLD_GRID.finditer(folded):
        yield Finding(*found.span(1), "location")
