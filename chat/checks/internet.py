"""Addresses of machines on the internet, old and new."""

import re
from collections.abc import Iterator

from .findings import Finding
from .sought import DIGITS, Sought

_DOT = r"(?:\s?\.\s?|\s?[(\[]?\s?\bdot\b\s?[)\]]?\s?|\s?point\s?)"
_FOUR = Sought(
    rf"(?<![\d.])(\d{{1,3}}){_DOT}(\d{{1,3}}){_DOT}(\d{{1,3}}){_DOT}(\d{{1,3}})(?![\d]|\.\d)",
    DIGITS,
    (".", "dot", "point"),
)
_VERSION = re.compile(r"\b(?:version|ver|v|release|section|paragraph|para|firmware)\.?\s?\Z")
_SIX = Sought(
    r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])",
    (":",),
)
_MOST = 255
_CLOCK = re.compile(r"[\d:]{1,11}")


def internet(folded: str) -> Iterator[Finding]:
    """Yield the addresses of machines in a folded text."""
    for found in _FOUR.finditer(folded):
        is_version = _VERSION.search(folded, max(found.start() - 12, 0), found.start())
        if (
            all(int(each) <= _MOST for each in found.groups())
            and found[1] != "0"
            and not is_version
        ):
            yield Finding(*found.span(), "ip-address")
    for found in _SIX.finditer(folded):
        if not _CLOCK.fullmatch(found[0]):
            yield Finding(*found.span(), "ip-address")
