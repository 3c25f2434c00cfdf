"""All checks of one text together."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from .emails import emails
from .findings import Finding, tidy
from .folding import fold
from .letters import letter_chains
from .links import links
from .phones import phones
from .places import postcodes
from .repeats import repeats
from .urgency import alarms
from .vehicles import plates

# Eight times what a question may hold. Reading more of one text could keep everybody else waiting.
LONGEST = 4_000
# Nobody needs to be shown the fifty-first telephone number of a text.
_MOST_OF_A_KIND = 50


def read(text: str, *, earlier: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what a moderator ought to see in a canonical text, in reading order.

    `earlier` holds the canonical texts the same person sent before, oldest first. Findings mark,
    sort and warn; they never decide. What comes after the first 4,000 characters is not read and
    is found to be "unread".
    """
    text, unread = text[:LONGEST], len(text) - LONGEST
    folded = fold(text)
    chains = letter_chains(folded)
    checks = (
        emails(folded, text),
        phones(folded),
        postcodes(chains, text),
        plates(chains, folded, text),
        links(folded, text),
        alarms(folded),
        repeats(text, [before[:LONGEST] for before in earlier]),
        (Finding(LONGEST, LONGEST + unread, "unread"),) if unread > 0 else (),
    )
    found = chain.from_iterable(islice(check, _MOST_OF_A_KIND) for check in checks)
    return tidy(_with_marks(finding, text) for finding in found)


def _with_marks(finding: Finding, text: str) -> Finding:
    """Take in the marks on the last letter, so that nobody redacts a digit and leaves its key."""
    end = finding.end
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return Finding(finding.start, end, finding.rule)


def is_urgent(findings: Iterable[Finding]) -> bool:
    """Say whether somebody may be in danger now, so that the text goes before all others."""
    return any(finding.rule == "urgent" for finding in findings)
