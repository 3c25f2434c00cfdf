"""All checks of one text together."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain as joined
from itertools import islice

from .abuse import OWN_WORDS, AbuseList
from .addresses import addresses
from .births import births
from .chains import Chain
from .children import children
from .codes import codes
from .digits import digit_chains
from .emails import emails
from .findings import Finding, tidy
from .folding import fold
from .identity import identity_numbers
from .internet import internet
from .letters import letter_chains
from .links import links
from .listed import Listed
from .locations import locations
from .people import names
from .phones import has_number, phones
from .pieces import pieces
from .places import postcodes
from .positions import positions
from .references import references
from .repeats import repeats
from .shouting import shouting
from .spelled import spelled
from .tokens import Token, tokens
from .unmasking import readings
from .urgency import alarms
from .vehicles import plates
from .watch import WatchList

# Eight times what a question may hold. Reading more of one text could keep everybody else waiting.
LONGEST = 4_000
# Nobody needs to be shown the fifty-first telephone number of a text.
_MOST_OF_A_KIND = 50
_FEWEST_MORE = 4  # characters by which a guess has to be longer to count for more


def read(
    text: str,
    *,
    earlier: Sequence[str] = (),
    lines: Sequence[str] = (),
    watch: WatchList | None = None,
    abuse: AbuseList = OWN_WORDS,
) -> tuple[Finding, ...]:
    """Return what a moderator ought to see in a canonical text, in reading order.

    `earlier` holds the canonical texts the same person sent before, oldest first, and `lines` the
    standard lines of staff, which may be sent again and again. Findings mark, sort and warn; they
    never decide. What comes after the first 4,000 characters is not read and is found to be
    "unread".
    """
    text, unread = text[:LONGEST], len(text) - LONGEST
    folded = fold(text)
    words = tokens(folded)
    checks = (
        _personal(folded, text, words),
        names(words, text),
        abuse.found_in(words, folded),
        watch.found_in(words, folded) if watch else (),
        alarms(folded),
        shouting(text),
        repeats(text, [before[:LONGEST] for before in earlier], lines=lines),
        (Finding(LONGEST, LONGEST + unread, "unread"),) if unread > 0 else (),
    )
    return tidy(_with_marks(finding, text) for finding in _few(checks))


def listed(text: str, by: Listed) -> tuple[Finding, ...]:
    """Return what one list of staff's marks in a canonical text, and nothing besides."""
    text = text[:LONGEST]
    folded = fold(text)
    found = by.found_in(tokens(folded), folded)
    return tidy(_with_marks(finding, text) for finding in _few([found]))


def _few(checks: Iterable[Iterable[Finding]]) -> Iterator[Finding]:
    return joined.from_iterable(islice(check, _MOST_OF_A_KIND) for check in checks)


def _personal(folded: str, text: str, words: Sequence[Token]) -> list[Finding]:
    """Return what tells who somebody is or where; guesses only where nothing is known."""
    letters, digits = _chains(folded)
    known = _certain(folded, text, words, letters, digits)
    for guesses in (
        _meant(text),
        pieces(letters, digits, folded, text),
        spelled(letters, folded, text),
    ):
        guessed = islice(guesses, _MOST_OF_A_KIND)
        known += [guess for guess in guessed if not _is_known(guess, known)]
    return known


def _chains(folded: str) -> tuple[list[Chain], tuple[Chain, ...]]:
    """Return the chains of letters with digits and those of digits in a folded text."""
    return letter_chains(folded), digit_chains(folded) if has_number(folded) else ()


def _certain(
    folded: str, text: str, words: Sequence[Token], letters: list[Chain], digits: tuple[Chain, ...]
) -> list[Finding]:
    numbers = list(islice(phones(folded), _MOST_OF_A_KIND))
    checks = (
        emails(folded, text),
        numbers,
        postcodes(letters, text),
        plates(letters, folded, text),
        links(folded, text),
        identity_numbers(digits, folded, numbers),
        codes(letters, folded, text),
        references(letters, digits, folded, text),
        addresses(words, text),
        positions(words, folded, text),
        births(folded),
        children(folded),
        locations(folded),
        internet(folded),
    )
    return list(_few(checks))


def _meant(text: str) -> Iterator[Finding]:
    """Yield what a text holds once signs and numbers in words are read as what they stand for."""
    for reading in readings(text):
        folded = reading.folded
        found = _certain(folded, reading.text, tokens(folded), *_chains(folded))
        yield from (Finding(*reading.span(one.start, one.end), one.rule) for one in found)


def _is_known(guess: Finding, known: Iterable[Finding]) -> bool:
    """Say whether the words a guess points at are known for what they are."""
    return any(
        one.start < guess.end and guess.start < one.end and not _tells_more(guess, one)
        for one in known
    )


def _tells_more(guess: Finding, known: Finding) -> bool:
    """Say whether a guess has more words by the same rule, or knows what a bare number is."""
    if guess.rule == known.rule:
        return guess.end - guess.start > known.end - known.start
    covers = guess.start <= known.start and known.end <= guess.end
    is_longer = guess.end - guess.start >= known.end - known.start + _FEWEST_MORE
    return known.rule == "reference" or (covers and is_longer)


def _with_marks(finding: Finding, text: str) -> Finding:
    """Take in the marks on the last letter, so that nobody redacts a digit and leaves its key."""
    end = finding.end
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return Finding(finding.start, end, finding.rule)
