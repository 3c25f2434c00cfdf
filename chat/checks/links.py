"""Links, also the disguised ones, and with them the names of people on social media."""

import re
from collections.abc import Iterator
from itertools import accumulate

from .accounts import SITE, accounts
from .findings import Finding
from .lists import kinds, word_list


def _endings(group: str) -> frozenset[str]:
    rows = (row.split(": ")[1] for row in word_list("endings") if row.startswith(group))
    return frozenset(" ".join(rows).split())


CLEAR, WORDS, SMALL = _endings("clear"), _endings("words"), _endings("small")
ENDINGS = CLEAR | WORDS | {"co", "me"}
# A dot in disguise: "dot" between spaces, or anything that means one in brackets.
DOT = (
    r"(?:\s{0,2}[(\[{<*_~|\"'-]\s?(?:dot|d0t|\.)\s?[)\]}>*_~|\"'-]\s{0,2}"
    r"|\s{1,2}(?:dot|d0t)\s{1,2})"
)

_DOT = re.compile(DOT)
_MAYBE_DOT = re.compile(r"d[o0]t|\.\s?[)\]}>*_~|\"'-]")
_KNOWN = tuple(f".{host}" for host in word_list("known_hosts"))
_PATH = r"(?:[/?#]\S*+)"
_SCHEME = re.compile(r"\b(?:h[tx]{2}ps?|ftps?|tg|discord|mailto|sms|tel)\s?:\s?/\s?/\s?\S+")
_APART_SCHEME = re.compile(r"\bh\st\st\sp(?:\ss)?\s?:[^\n]{1,60}")
_WWW = re.compile(rf"\bwww\d?(?:\.|{DOT})[a-z0-9-]{{2,40}}(?:(?:\.|{DOT})[a-z0-9-]+)*{_PATH}?")
_POINT_WITHIN = re.compile(r"\.[a-z0-9-]")
_HOST = re.compile(r"(?<![a-z0-9.@-])[a-z0-9-]++(?:\.[a-z0-9-]++)++")
_HOST_TAIL = re.compile(rf"(?::\d{{2,5}}{_PATH}?|{_PATH})")
_DISGUISED = re.compile(rf"(?<![a-z0-9.-])[a-z0-9.-]{{1,40}}+(?:{DOT}[a-z0-9.-]{{1,40}}+){{1,4}}")
_SPACED = re.compile(
    r"(?<![a-z0-9])[a-z0-9-]{2,40}+(?:\s\.\s?(?:com|org|net|info|uk|co\s?\.\s?uk|org\s?\.\s?uk)"
    rf"|\.\s(?:com|co\s?\.\s?uk)|,\s?(?:com|co\s?,\s?uk|org\.uk))\b{_PATH}?"
)
_DOTCOM = re.compile(
    r"\b(?:[a-z0-9-]{2,40}(?:\s(?=dotco))?dot(?:com|couk|org|net|uk|io|info)"
    r"|www\s[a-z0-9-]{2,40}[.\s](?:com|org|net|co[.\s]uk|org[.\s]uk))\b"
)
_SPOKEN = re.compile(
    r"\bh[tx]{2}ps?\s?(?:colon|:)\s?(?:slash|/|forward slash)\s?(?:slash|/|forward slash)?"
    r"(?:\s?[a-z0-9./-]+){1,4}"
    r"|\bw ?w ?w [a-z0-9-]{2,40} (?:com|org|net|co uk)\b"
    r"|\bwww\d?,\s?[a-z0-9-]{2,40},\s?[a-z]{2,10}[^\s,]*"
    r"|\b[a-z0-9]{2,40}-(?:dot|d0t)-(?:com|org|net|uk|co|info|io|me|tv|shop)\b(?:-dot-uk)?"
    r"|\b[a-z0-9-]{3,40}(?:com|couk|org|net)/[\w/-]+"
)
# None of the above, nor a name after an @, stands in a text without one of these.
_WORTH_READING = re.compile(
    rf"[:=@_#0-9/]|www|http|d[o0]t|com/|handle|username|user |gamer|channel|\.\S|\W\."
    rf"|[.,]\s?(?:co|org)|{SITE.pattern}"
)
# Each with words of which one must stand in the text for the pattern to be worth trying.
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_SCHEME, ("/",)),
    (_APART_SCHEME, ("h t t",)),
    (_WWW, ("www",)),
    (_SPACED, ("com", "org", "net", "info", "uk")),
    (_DOTCOM, ("dot", "www")),
    (
        _SPOKEN,
        ("http", "hxxp", "htxp", "hxtp", "www", "w w", "dot", "d0t", "com/", "uk/", "rg/", "et/"),
    ),
)
_DOTTED_THINGS = kinds("dotted")
_TRAILING = ".,;:!?)]}>'\"*"
_AUTHORITY = re.compile(r"(?:[a-z]+\s?:\s?/\s?/\s?)?(?:www\d?\.)?")
_HOST_NAME = re.compile(r"[a-z0-9.-]+")


def links(folded: str, text: str) -> Iterator[Finding]:
    """Yield links and social names; `folded` is the canonical `text` as it reads."""
    if not _WORTH_READING.search(folded):
        return
    for pattern, words in _PATTERNS:
        if any(word in folded for word in words):
            for found in pattern.finditer(folded):
                yield from _link(folded, *found.span())
    for start, end in accounts(folded, text):
        yield from _link(folded, start, end)
    for found in _HOST.finditer(folded) if _POINT_WITHIN.search(folded) else ():
        yield from _host(folded, text, found)
    for found in _DISGUISED.finditer(folded) if _MAYBE_DOT.search(folded) else ():
        yield from _disguised(folded, found)


def is_known_host(host: str) -> bool:
    """Say whether a host may stand in public, itself or as part of one that may."""
    return f".{host}".endswith(_KNOWN)


def ending_of(labels: list[str]) -> int:
    """Return how many of the labels make a host that ends well, 0 if none do."""
    return next((count for count in range(len(labels), 1, -1) if labels[count - 1] in ENDINGS), 0)


def _link(folded: str, start: int, end: int) -> Iterator[Finding]:
    written = folded[start:end].rstrip(_TRAILING)
    host, at, _ = _AUTHORITY.sub("", written, count=1).partition("@")
    name = _HOST_NAME.match(host)
    if at or not name or not is_known_host(name[0].rstrip(".")):
        yield Finding(start, start + len(written), "link")


def _host(folded: str, text: str, found: re.Match[str]) -> Iterator[Finding]:
    start, end = found.span()
    tail = _HOST_TAIL.match(folded, end)
    last = found[0].rpartition(".")[2]
    if tail and (last in ENDINGS or last in SMALL):
        yield from _link(folded, start, tail.end())
    elif length := _bare(found[0], text[start:end]):
        yield from _link(folded, start, start + length)


def _bare(host: str, written: str) -> int:
    """Return the length of the host at the start of words joined by dots, 0 if there is none.

    "Thanks.Today we" has no host: where the ending is also a word, a capital begins a sentence.
    """
    labels = host.split(".")
    ends = accumulate(len(label) + 1 for label in labels)
    for label, end in reversed(list(zip(labels, ends, strict=True))[1:]):
        ending = written[end - 1 - len(label) : end - 1]
        if label in CLEAR or (label in WORDS and ending.islower()):
            return 0 if labels[0].isdigit() and labels[1] is label else end - 1
    return 0


def _disguised(folded: str, found: re.Match[str]) -> Iterator[Finding]:
    labels = _DOT.split(found[0])
    count = ending_of([label.strip(".").rpartition(".")[2] for label in labels])
    if not count or labels[0] in _DOTTED_THINGS or is_known_host(".".join(labels[:count])):
        return
    dots = [dot.start() for dot in _DOT.finditer(found[0])]
    length = dots[count - 1] if count <= len(dots) else len(found[0])
    yield Finding(found.start(), found.start() + length, "link")
