"""The names by which people are found on social media and in games, also the disguised ones."""

import re
from collections.abc import Iterator

from .lists import kinds
from .sought import Sought

_EVERYBODY = kinds("everybody")
_NO_ACCOUNTS = _EVERYBODY | kinds("no handles")
_AT_NAME = Sought(r"(?<![\w@.+-])@(?=[a-z_])[a-z0-9_.]{3,30}(?<!\.)", ("@",))
_HANDLE = Sought(
    r"\b(?:(?<!door )handle|username|user name|gamertag|gamer tag|screen name|account name|user id"
    r"|channel)(?:(?:\s(?:is|was|called|name)|\s?[:=])+\s?|\s(?=[a-z_.]{0,30}[0-9_]))"
    r"(?P<name>[a-z][\w.]{3,30})",
    ("handle", "name", "gamer", "user id", "channel"),
)
_GROUP = Sought(r"(?<![\w/.-])[ru]/[a-z]\w{2,30}", ("/",))
_WITH_SIGNS = Sought(
    r"(?<![\w@/.])[a-z0-9.]{1,20}_[a-z0-9._]{2,20}|\b[a-z][\w.]{2,30}#\d{4}\b", ("_", "#")
)
_SITES = rf"(?:{'|'.join(sorted(kinds('sites'), reverse=True)).replace('_', ' ')})"
SITE = re.compile(rf"\b(?:{_SITES}|tt|yt)\b")
_FOUND_ON = re.compile(
    rf"\b{_SITES}(?: (?:name|handle|account|page|profile|is|at|as|under|me)){{0,3}}"
    r"(?:\s?[:=]\s?@?(?=[a-z._]{0,30}[0-9_])[a-z0-9_.]{3,30}|\s?[:=]\s?@[a-z0-9_.]{3,30}"
    r"|\s(?=[a-z][a-z.]{0,30}[0-9_])[a-z0-9_.]{4,30})"
    r"|\b(?:insta|ig|snap|snapchat|kik|discord|telegram|tiktok)\s?:\s?[a-z0-9_.]{3,30}"
)

# Where a site is named, these are somebody on it.
_DIGITS = "one|two|three|four|five|six|seven|eight|nine|zero"
_DOTTED = (
    r"(?<![\w@/.-])[a-z][a-z0-9-]{0,20}\.[a-z][a-z-]{2,20}(?:\.[a-z0-9]{1,20})?"
    rf"(?:\s(?:{_DIGITS}|oh)\b)*"
)
_WITH_DIGITS = (
    r"(?<![\w@/.-])(?=[a-z.]{0,20}\d)(?=\d{0,9}[a-z]{2})[a-z0-9.]{5,30}(?![\w-])"
    r"|(?<![\w@/.-])(?=[a-z.]{1,20}\d)[a-z0-9.]{6,30}(?![\w-])"
    r"|(?<![\w-])[a-z]{2,20}(?:-[a-z]{2,20}){0,2}-\d{2,6}\b"
)
_WITH_ODD_SIGNS = r"\b[a-z]{2,20}(?:[^\w\s.,'\"/()!?&:;+*=%-][a-z0-9]{1,20})+"
_LETTER_BY_LETTER = r"\b[a-z0-9](?:[ .-][a-z0-9]){3,20}\b(?:-dot-[a-z]+)?(?: hash \d+)?"
_SPELLED = (
    r"\b(?:search|add|handle|username|user name|follow)\b (?:[a-z]+ ){0,3}"
    rf"(?:{_DIGITS}|twenty|ninety|underscore|\d+)\b(?: \w+)?|\b\w+ underscore \w+"
)
_ON_SITE = re.compile(
    "|".join((_DOTTED, _WITH_DIGITS, _WITH_ODD_SIGNS, _LETTER_BY_LETTER, _SPELLED))
)
# Names of several words and a number, as games give them out: he is Lord Cheddar 42.
_NUMBERED = re.compile(
    r"\b(?:is|as|called|name|tag|id|handle|username|add|follow)[ :]{1,2}"
    r"(?:[A-Z][\w']+ ){1,3}\d{1,4}\b"
)


def accounts(folded: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the names of people on the internet stand in a folded `text`."""
    for pattern in (_FOUND_ON, _WITH_SIGNS, _GROUP):
        for found in pattern.finditer(folded):
            yield found.span()
    for found in _HANDLE.finditer(folded):
        if found["name"] not in _NO_ACCOUNTS:
            yield found.span("name")
    for found in _AT_NAME.finditer(folded):
        if found[0][1:] not in _EVERYBODY:
            yield found.span()
    if SITE.search(folded):
        for found in (*_ON_SITE.finditer(folded), *_NUMBERED.finditer(text)):
            yield found.span()
