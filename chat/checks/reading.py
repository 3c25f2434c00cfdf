"""All checks of one text together."""

from collections.abc import Iterable, Sequence

from .emails import emails
from .findings import Finding, tidy
from .folding import fold
from .links import links
from .phones import phones
from .places import postcodes
from .repeats import repeats
from .urgency import alarms
from .vehicles import plates


def read(text: str, *, earlier: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what a moderator ought to see in a canonical text, in reading order.

    `earlier` holds the canonical texts the same person sent before, oldest first. Findings mark, sort
    and warn; they never decide.
    """
    folded = fold(text)
    return tidy(
        (
            *emails(folded, text),
            *phones(folded),
            *postcodes(folded, text),
            *plates(folded, text),
            *links(folded, text),
            *alarms(folded),
            *repeats(text, earlier),
        )
    )


def is_urgent(findings: Iterable[Finding]) -> bool:
    """Say whether somebody may be in danger now, so that the text goes before all others."""
    return any(finding.rule == "urgent" for finding in findings)
