"""What a check found: a rule and the words it points at."""

from collections.abc import Iterable
from dataclasses import dataclass

RULES: dict[str, str] = {
    "urgent": "Someone may be in danger now",
    "phone": "Telephone number",
    "e-mail": "E-mail address",
    "postcode": "Postcode",
    "plate": "Vehicle registration",
    "link": "Link or social media name",
    "repeat": "Asked before by the same person",
    "unread": "Too long to be checked",
}

# The same words cannot be two of these at once. An address in an e-mail is not a link besides.
_ONE_OF = ("e-mail", "phone", "postcode", "plate", "link")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One rule met by the words from `start` up to `end`, offsets in the canonical text."""

    start: int
    end: int
    rule: str


def tidy(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in reading order, the longest where several claim the same words."""
    kept: list[Finding] = []
    last: dict[str, int] = {}
    for finding in sorted(findings, key=lambda found: (found.start, -found.end, _rank(found))):
        family = "contact" if finding.rule in _ONE_OF else finding.rule
        before = last.get(family, -1)
        if before < 0 or finding.start >= kept[before].end:
            last[family] = len(kept)
            kept.append(finding)
        elif _weight(finding) > _weight(kept[before]):
            kept[before] = finding
    return tuple(sorted(kept))


def _rank(finding: Finding) -> int:
    return _ONE_OF.index(finding.rule) if finding.rule in _ONE_OF else len(_ONE_OF)


def _weight(finding: Finding) -> tuple[int, int]:
    return (finding.end - finding.start, -_rank(finding))
