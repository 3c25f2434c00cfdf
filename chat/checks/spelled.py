"""What somebody took the trouble to spell out sign by sign, whatever it is."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain as joined

from .chains import Chain, Part
from .cues import RULE_OF, kind_of
from .findings import Finding
from .sought import DIGITS, Sought
from .tokens import spreads

_FEWEST_SIGNS, _MOST_SIGNS = 4, 60
_FEWEST_SAID, _FEWEST_DIGITS = 6, 6
_END = Part(0, 0, "")
_SAID = re.compile("zero|one|two|three|four|five|six|seven|eight|nine|oh|[0-9]")
_JUMBLED = Sought(
    r"(?<![\w@/.#-])(?=[a-z]*\d[a-z]*\d)(?=\d*[a-z])(?!\d+(?:x|v|am|pm|hrs?)\d*)"
    r"[a-z0-9]{6,64}(?![\w@/.#-])",
    DIGITS,
)
_CHANGES = re.compile(r"\d[a-z]|[a-z]\d")


def spelled(chains: Iterable[Chain], folded: str, text: str) -> Iterator[Finding]:
    """Yield codes that are spelled out or jumbled, by the kind that the words beside them say."""
    for start, end in joined(_spread(folded), _signs(chains, text), _jumbled(folded)):
        kind = kind_of(folded, start, end)
        yield Finding(
            start, end, "reference" if kind == "phone" else RULE_OF.get(kind, "reference")
        )


def _spread(folded: str) -> Iterator[tuple[int, int]]:
    """Yield numbers whose words are spelled letter by letter: n i n e n i n e."""
    for start, end in spreads(folded):
        if len(_SAID.findall(folded[start:end:2])) >= _FEWEST_SAID:
            yield start, end


def _signs(chains: Iterable[Chain], text: str) -> Iterator[tuple[int, int]]:
    """Yield letters with digits that stand apart or are spoken: W K six six."""
    for chain in chains:
        taken: list[Part] = []
        for part in (*chain.parts, _END):
            is_sign = part.spoken or (len(part.spells) == 1 and part.end > part.start)
            if is_sign and text[part.start : part.end] not in ("a", "I", "i"):
                taken.append(part)
                continue
            spelt = "".join(each.spells for each in taken)
            is_mixed = 1 < sum(map(str.isdigit, spelt)) < len(spelt)
            if is_mixed and _FEWEST_SIGNS <= len(taken) < _MOST_SIGNS:
                yield taken[0].start, taken[-1].end
            taken = []


def _jumbled(folded: str) -> Iterator[tuple[int, int]]:
    """Yield single words in which letters and digits take turns, or with many digits."""
    for found in _JUMBLED.finditer(folded):
        digits = sum(map(str.isdigit, found[0]))
        if len(_CHANGES.findall(found[0])) > 1 or digits >= _FEWEST_DIGITS:
            yield found.span()
