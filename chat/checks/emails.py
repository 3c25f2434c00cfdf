"""E-mail addresses, also when at and dot are written as words or otherwise hidden."""

import re
from collections.abc import Iterator

from .findings import Finding
from .links import ENDINGS, is_known_host
from .lists import kinds, word_list
from .sought import Sought

_OPEN, _SHUT = r"[(\[{<*_~|\"'/-]{1,2}", r"[)\]}>*_~|\"'/-]{1,2}"
_DOT_WORD = r"(?:dot|d0t|full ?stop|period|punto|point)"
_AT = re.compile(
    rf"\s{{0,2}}{_OPEN}\s?(?:at|@|a|at sign)\s?{_SHUT}\s{{0,2}}"
    r"|\s{0,2}@t?\s{0,2}"
    r"|\s{1,2}(?:then )?(?:the )?at[ -](?:sign|symbol)(?: then)?\s{1,2}"
    r"|(?P<weak>\s{1,2}at\s{1,2})"
)
_DOT = (
    rf"(?:\s{{0,2}}{_OPEN}\s?(?:{_DOT_WORD}|\.)\s?{_SHUT}\s{{0,2}}"
    rf"|\s{{1,2}}{_DOT_WORD}\s{{1,2}}|\s?\.\s?|,)"
)
_DOTS = re.compile(_DOT)
_DOMAIN = re.compile(rf"[a-z0-9][a-z0-9-]{{0,40}}(?:{_DOT}[a-z0-9][a-z0-9-]{{0,40}}){{1,4}}")
_APART = re.compile(rf"(?:[a-z0-9]\s){{2,40}}(?:\.|{_DOT_WORD})(?:\s[a-z]){{2,8}}(?![a-z])")
_PROVIDER = re.compile(
    r"(gee ?mail|g mail|g-mail|hot mail|gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet"
    r"|protonmail|ymail|aol|talktalk|virginmedia)\b(?:\s(?:com|co uk)\b)?"
)
_WORD_DOT = re.compile(_DOT_WORD)

_ATOM = "abcdefghijklmnopqrstuvwxyz0123456789._%+'-"
_JOINTS = (
    *(" dot ", " d0t ", "(dot)", "[dot]", " . ", " _ ", " - "),
    *(" underscore ", " under score ", " dash ", " hyphen ", " plus "),
)
_MOST_JOINTS, _LONGEST = 3, 64

# Before a plain "at" these speak of a page or a place, not of somebody's address.
_LOOKING = frozenset(word_list("looking"))
_CAPITAL_AT = re.compile(r"\b[a-z0-9._-]{2,40}AT[a-z0-9-]{2,40}(?:(?:DOT|\.)[a-z]{2,6})+")
_RUN_TOGETHER = re.compile(
    r"\b[a-z0-9._-]{2,40}?at(?:gmail|googlemail|hotmail|outlook|yahoo|icloud)dot(?:com|co(?:dot)?uk)\b"
)
_PICTURED = re.compile(
    r"\b[a-z0-9._-]{2,40}\s?[^\x00-\x7f]{1,3}\s?[a-z0-9-]{2,40}\s?(?:[^\x00-\x7f]{1,3}|\.)\s?"
    r"(?:com|org|net|co|uk|info)\b"
)
_PROVIDED = Sought(
    r"\b(?:gmail|hotmail|outlook|yahoo|icloud)\b(?: is|:"
    r"| =)\s?(?P<local>[a-z]+[.\d_-][a-z0-9._-]{2,40})",
    ("gmail", "hotmail", "outlook", "yahoo", "icloud"),
)
_BRACKETED = re.compile(
    r"\b[a-z0-9._-]{2,40}[(\[{](?:a|at)[)\]}][a-z0-9-]{2,40}[(\[{](?:d|dot)[)\]}][a-z]{2,6}\b"
)
_OPENING = re.compile(r"[(\[{]")
_HALVES = Sought(
    r"(?:before|in front of|left of) (?:the |an )?(?:@|at)(?: sign| symbol)?\s?(?:is|it's"
    r"|its|comes|:|,)?\s?"
    r"(?P<local>[a-z0-9._-]{2,40})",
    ("before ", "in front of ", "left of "),
)
_FIRST_HALF = Sought(
    r"\be-?mail\b[^.!?\n]{0,30}\b(?:start|begin)s? (?:with |as )?(?P<local>[a-z0-9._-]{3,40})"
    r"(?=[^.!?\n]{0,20}\bends?\b)",
    ("mail",),
    ("start", "begin"),
)
_PROVIDER_HOSTS = kinds("mail providers")
_CUE = re.compile(r"\b(?:e-?mail|mail|address|contact|write to|reach|inbox|msg|me)\b")
_OFFICES = kinds("offices")


def emails(folded: str, text: str) -> Iterator[Finding]:
    """Yield the e-mail addresses in a canonical text and in `folded`, the text as it reads."""
    for at in _AT.finditer(folded):
        end, host = _domain(folded, at)
        start = _local(folded, at.start()) if end else at.start()
        if start < at.start() and _is_address(folded, text, start, at, host):
            yield Finding(start, end, "e-mail")
    for found in (
        *_HALVES.finditer(folded),
        *_FIRST_HALF.finditer(folded),
        *_PROVIDED.finditer(folded),
    ):
        yield Finding(*found.span("local"), "e-mail")
    pictured = () if folded.isascii() else _PICTURED.finditer(folded)
    bracketed = _BRACKETED.finditer(folded) if _OPENING.search(folded) else ()
    together = _RUN_TOGETHER.finditer(folded) if "dotco" in folded else ()
    capital = _CAPITAL_AT.finditer(text) if "AT" in text else ()
    for found in (*pictured, *bracketed, *together, *capital):
        yield Finding(*found.span(), "e-mail")


def _domain(folded: str, at: re.Match[str]) -> tuple[int, str]:
    """Return where the part after "at" ends and how it reads, (0, "") if it is no domain."""
    if apart := _APART.match(folded, at.end()):
        return apart.end(), apart[0].replace(" ", "")
    if provider := _PROVIDER.match(folded, at.end()):
        full = _DOMAIN.match(folded, at.end())
        if full is None or not _ends_well(full[0], sure=True)[0]:
            return provider.end(), f"{provider[1].replace(' ', '')}.com"
    if found := _DOMAIN.match(folded, at.end()):
        length, host = _ends_well(found[0], sure="@" in at[0])
        if length:
            return at.end() + length, host
    return 0, ""


def _ends_well(words: str, *, sure: bool) -> tuple[int, str]:
    """Return how far the words make a domain, and the domain with plain dots."""
    dots = [dot.span() for dot in _DOTS.finditer(words)]
    starts, ends = [0, *(end for _, end in dots)], [*(start for start, _ in dots), len(words)]
    labels = [words[start:end] for start, end in zip(starts, ends, strict=True)]
    for count in range(len(labels), 1, -1):
        last, end = labels[count - 1], ends[count - 1]
        is_new = sure and words.endswith(f".{last}", 0, end) and last.isalpha() and len(last) > 1
        if last in ENDINGS or is_new:
            return end, ".".join(labels[:count])
    return 0, ""


def _local(folded: str, end: int) -> int:
    """Return where the part before "at" begins."""
    start = end
    for _ in range(_MOST_JOINTS + 1):
        before = folded[max(start - _LONGEST, 0) : start]
        atom = len(before) - len(before.rstrip(_ATOM))
        start -= atom
        joint = next((joint for joint in _JOINTS if folded.endswith(joint, 0, start)), "")
        if not atom or not joint:
            break
        start -= len(joint)
    return _spread(folded, start, end)


def _spread(folded: str, start: int, end: int) -> int:
    """Take in what comes before when every letter stands apart: d a n a @ …"""
    if end - start != 1:
        return start
    while start >= 2 and folded[start - 1] == " " and folded[start - 2] in _ATOM:
        if start >= 3 and folded[start - 3] in _ATOM:
            break
        start -= 2
    return start


def _is_address(folded: str, text: str, start: int, at: re.Match[str], host: str) -> bool:
    local = folded[start : at.start()].strip()
    if is_known_host(host) and local in _OFFICES:
        return False
    is_shouted = "AT" in text[at.start() : at.end()] and not text[start : at.start()].isupper()
    if at["weak"] is None or is_shouted:
        return True
    last = local.split()[-1]
    if last in _LOOKING:
        return False
    spelled = _WORD_DOT.search(folded, at.end(), at.end() + len(host) + 6)
    cued = _CUE.search(folded, max(start - 40, 0), start)
    return bool(spelled or cued or set(local) & set("0123456789._+")) or host in _PROVIDER_HOSTS
