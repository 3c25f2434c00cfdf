"""References of crimes, incidents and courts, told by the word before them."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain as joined
from itertools import islice

from .chains import Chain, Part
from .findings import Finding
from .letters import holds_a_word
from .sought import DIGITS, Sought, holds

_CUE = re.compile(
    r"\b(?:(?<!in )(?:court |police )?(?:log|case|incident|crime|cad|job|ref|reference"
    r"|occurrence|urn"
    r"|crn|custody(?: record)?|report|foi|f of i|complaint|warrant|collision|claim)"
    r"(?P<sure>(?:[ .]{1,2}(?:reference|ref|numbers?|no|num|id|code|#))*)|ref(?=\d))(?![a-z])"
)
_SURE = ("ref", "reference", "urn", "crn", "cad")
_LINKS = re.compile(
    r"(?:[\s.:;=#,\"'(*-]|(?:is|was|it s|its|it's|of|given|the|i have|i got|i was given|got|quoting"
    r"|quote|here|goes|starts|starting|begins|beginning|with|we have|for this|for it|from)\b){0,14}"
)
_PLAIN = re.compile(r"(?:[a-z]{1,5}[-/]?)?\d[a-z0-9]*(?:\s?[-/.]\s?[a-z0-9]+)*")
_NOT_ABOUT = re.compile(r"\b(?:planning|order|parking|model|website|application)\b[^\n.]{0,12}\Z")
_COUNTED = re.compile(
    r"\s?(?:%|per cent|in \d|people|officers|times|years?|months?|weeks?|days?|hours?|mins?|minutes"
    r"|miles|metres|incidents|crimes|reports|calls|burglar|thefts?|pounds|residents|of them|am|pm"
    r"|or more|or so)\b|,\d{3}"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b(?![-/])")
_COURT = Sought(r"\b[tsua](?:19|20)\d{2}[ /-]?\d{4}\b|\b\d\d[a-z]{2}\d{7,9}\b", DIGITS)
_DATED = re.compile(r"\s?(?:of|from|on|dated|/)\s?(?:the )?\d")
_FEWEST = 3
_LONGEST, _MOST_PARTS = 30, 24

Starts = dict[int, list[tuple[Chain, int]]]


def references(
    letters: Iterable[Chain], digits: Iterable[Chain], folded: str, text: str
) -> Iterator[Finding]:
    """Yield the references in a folded `text` and in its chains."""
    letters, digits = list(letters), list(digits)
    if not (letters or digits or holds(folded, DIGITS)):
        return
    cues = [cue for cue in _CUE.finditer(folded) if not _is_other(folded, cue)]
    starts = _starts(joined(letters, digits)) if cues else {}
    for cue in cues:
        if span := _code_after(cue, starts, folded, text):
            yield Finding(*span, "reference")
    for court in _COURT.finditer(folded):
        yield Finding(*court.span(), "reference")


def _starts(chains: Iterable[Chain]) -> Starts:
    starts: Starts = {}
    for chain in chains:
        for at, part in enumerate(chain.parts):
            starts.setdefault(part.start, []).append((chain, at))
    return starts


def _is_other(folded: str, cue: re.Match[str]) -> bool:
    return _NOT_ABOUT.search(folded, max(cue.start() - 24, 0), cue.start()) is not None


def _code_after(
    cue: re.Match[str], starts: Starts, folded: str, text: str
) -> tuple[int, int] | None:
    links = _LINKS.match(folded, cue.end())
    begin = links.end() if links else cue.end()
    plain = _PLAIN.match(folded, begin, begin + _LONGEST)
    end = plain.end() if plain else begin
    digits = sum(map(str.isdigit, folded[begin:end]))
    for chain, at in starts.get(begin, ()):
        parts = _code_parts(chain, at, text)
        if parts and parts[-1].end > end:
            end = parts[-1].end
            digits = sum(map(str.isdigit, "".join(part.spells for part in parts)))
    dated = _DATED.match(folded, end)
    if (digits < _FEWEST and not (dated and digits)) or _COUNTED.match(folded, end):
        return None
    is_sure = cue["sure"] or cue[0] in _SURE
    return (begin, end) if is_sure or not _YEAR.match(folded, begin) else None


def _code_parts(chain: Chain, at: int, text: str) -> list[Part]:
    """Return the parts up to the first everyday word: "412 of 3rd November" is 412."""
    taken: list[Part] = []
    for part in islice(chain.parts, at, at + _MOST_PARTS):
        written = text[part.start : part.end]
        if not part.spoken and not written.isupper() and holds_a_word([written]):
            break
        taken.append(part)
    while taken and not taken[-1].spells:
        taken.pop()
    return taken
