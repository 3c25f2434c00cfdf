"""What a check found: a rule and the words it points at."""

from collections.abc import Iterable
from dataclasses import dataclass

# In the order in which a text asks to be seen: danger, then what may stand in the way of showing
# it, then what is only good to know.
RULES: dict[str, str] = {
    "urgent": "Someone may be in danger now",
    "watch": "On this chat's watch list",
    "abuse": "Words of abuse",
    "child": "A child's school and age",
    "birth-date": "Date of birth",
    "ni-number": "National Insurance number",
    "nhs-number": "NHS number",
    "card": "Bank card",
    "account": "Bank account",
    "passport": "Passport number",
    "licence": "Driving licence number",
    "reference": "Crime, incident or court reference, or another long number",
    "address": "Street address",
    "location": "Exact place",
    "ip-address": "Internet address",
    "phone": "Telephone number",
    "e-mail": "E-mail address",
    "postcode": "Postcode",
    "plate": "Vehicle registration",
    "link": "Link or social media name",
    "name": "Perhaps somebody's name",
    "shouting": "Mostly in capitals",
    "repeat": "Asked before by the same person",
    "unread": "Too long to be checked",
}

# What tells strangers who somebody is or how to reach them.
PERSONAL = frozenset(
    {"child", "birth-date", "ni-number", "nhs-number", "card", "account", "passport", "licence"}
    | {"reference", "address", "location", "ip-address"}
    | {"phone", "e-mail", "postcode", "plate", "link"}
)
_LOOKED_AT_FIRST = PERSONAL | {"watch", "abuse"}

# The same words cannot be two of these at once. An address in an e-mail is not a link besides.
# Where they are as long, the one named first has it.
_ONE_OF = (
    *("card", "account", "nhs-number", "ni-number", "birth-date", "licence", "passport"),
    *("location", "ip-address", "e-mail", "phone", "reference", "postcode", "plate", "link"),
)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One rule met by the words from `start` up to `end`, offsets in the canonical text."""

    start: int
    end: int
    rule: str


def is_urgent(findings: Iterable[Finding]) -> bool:
    """Say whether somebody may be in danger now, so that the text goes before all others."""
    return any(finding.rule == "urgent" for finding in findings)


def is_marked(findings: Iterable[Finding]) -> bool:
    """Say whether a text deserves looking at before ordinary ones.

    It does for personal data of any kind, links among them, a word on the chat's watch list and
    abuse. Names, which are found by guessing, shouting, repeats and texts too long to be checked
    sort nothing: too many of them are fine.
    """
    return any(finding.rule in _LOOKED_AT_FIRST for finding in findings)


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
