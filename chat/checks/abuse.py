"""Words of abuse, also when letters are doubled, starred or swapped for signs."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby

from .findings import Finding
from .listed import COMMON, BadEntry, BadList, numbered, refuse_common, words_of
from .lists import sections
from .tokens import Token

NEVER = "never: "

_SHORTEST_START = 3  # letters of a beginning
_MOST_WORDS = 8
_ENDINGS = ("", "s", "es", "ed", "ing", "in", "y", "er", "ers", "z")
_STARRED_ENDINGS = ("", "s", "ing", "ed", "er", "ers")
_SIGNED = re.compile(
    r"(?<![\w*@$!#])[a-z@$](?:[a-z0-9]*[*@$!#][a-z0-9*@$!#]*)(?:[a-z0-9]|(?<=[*#][*#]))"
)
_SIGNS = str.maketrans("@$!013457", "asioieast")
_NEVER = re.compile(r"never ?: ?", re.IGNORECASE)
_BESIDES = ", and a star after a beginning"


class AbuseList:
    """Words with their usual endings, beginnings that end in a star, phrases, and after `never:`
    words that are not marked whatever they hold.

    Blank entries are passed over; one bad entry refuses the whole list. What is `known`, as it was
    taken once, or the program's own, may stand also where it would be found everywhere.
    """

    rule = "abuse"

    def __init__(self, entries: Iterable[str], *, known: Iterable[str] = ()) -> None:
        known = _OWN.union(known)
        given = [(number, _tidy(entry)) for number, entry in numbered(entries)]
        words, starts = [], []
        self._never: set[str] = set()
        self._phrases: set[str] = set()
        for number, entry in given:
            if entry.startswith(NEVER):
                self._never.add(_only(number, entry.removeprefix(NEVER), "after never:"))
            elif entry.endswith("*"):
                starts.append(_start(number, entry, known=known))
            elif len(found := _looked_for(number, entry, known=known)) > 1:
                self._phrases.add(" ".join(found))
            else:
                words += found
        if not (words or starts or self._phrases):
            raise BadList("A list needs at least one word that is marked.")
        unlike = {entry.casefold(): entry for _, entry in reversed(given)}
        self.entries = tuple(reversed(unlike.values()))
        self._index(words, starts)

    def _index(self, words: Sequence[str], starts: Sequence[str]) -> None:
        """Sort the words by what a text is asked for: each question passes here."""
        self._whole = frozenset(_forms(words))
        self._starts: dict[str, tuple[str, ...]] = {}
        for start in map(_single, starts):
            self._starts[start[0]] = (*self._starts.get(start[0], ()), start)
        self._most: dict[str, int] = {}
        for phrase in self._phrases:
            first, more = phrase.partition(" ")[0], phrase.count(" ") + 1
            self._most[first] = max(self._most.get(first, 0), more)
        self._starred: dict[tuple[str, int], list[str]] = {}
        for word in (word + ending for word in (*words, *starts) for ending in _STARRED_ENDINGS):
            self._starred.setdefault((word[0], len(word)), []).append(word)

    def found_in(self, words: Sequence[Token], folded: str) -> Iterator[Finding]:
        """Yield the words of abuse in a folded text and among its words."""
        is_abuse, most = self._is_abuse, self._most
        for at, (start, end, word) in enumerate(words):
            if is_abuse(word):
                yield Finding(start, end, self.rule)
            if word in most and (last := self._phrase(words, at)):
                yield Finding(start, words[last].end, self.rule)
        for signed in _SIGNED.finditer(folded):
            if self._is_starred(signed[0]):
                yield Finding(*signed.span(), self.rule)

    def _is_abuse(self, word: str) -> bool:
        single = _single(word)
        is_on = single in self._whole or single.startswith(self._starts.get(single[:1], ()))
        return is_on and word not in self._never and single not in self._never

    def _phrase(self, words: Sequence[Token], at: int) -> int:
        for count in range(min(self._most[words[at].word], len(words) - at), 1, -1):
            if " ".join(word.word for word in words[at : at + count]) in self._phrases:
                return at + count - 1
        return 0

    def _is_starred(self, written: str) -> bool:
        """Say whether a word is one of abuse once each star is any letter."""
        read = written.translate(_SIGNS)
        if "*" not in read and "#" not in read:
            return self._is_abuse(read)
        shape = re.compile("".join("[a-z]" if sign in "*#" else re.escape(sign) for sign in read))
        alike = self._starred.get((read[0], len(read)), ())
        return any(shape.fullmatch(word) for word in alike)


def own_entries() -> tuple[str, ...]:
    """Return the list that the program comes with, in the form in which staff edit it."""
    rows = sections("abuse")
    words, starts, never = (" ".join(rows[kind]).split() for kind in ("words", "starts", "not"))
    return (*words, *(f"{one}*" for one in starts), *rows["phrases"],
            *(NEVER + one for one in never))  # fmt: skip


def _tidy(entry: str) -> str:
    never = _NEVER.match(entry)
    return NEVER + entry[never.end() :] if never else entry


def _only(number: int, entry: str, where: str) -> str:
    """Return the one word of an entry. Raises BadEntry."""
    found = words_of(number, entry, most=_MOST_WORDS, besides=_BESIDES)
    if len(found) > 1:
        raise BadEntry(number, f"must have one word {where}.")
    return found[0]


def _start(number: int, entry: str, *, known: Set[str]) -> str:
    """Return a beginning without its star. Raises BadEntry."""
    start = _only(number, entry.removesuffix("*"), "before the star")
    if len(start) < _SHORTEST_START:
        raise BadEntry(number, f"must have at least {_SHORTEST_START} letters before the star.")
    if entry not in known and any(word.startswith(_single(start)) for word in _EVERYDAY):
        raise BadEntry(number, "is how common words begin and would be found everywhere.")
    return start


def _looked_for(number: int, entry: str, *, known: Set[str]) -> list[str]:
    """Return the words of a word or phrase. Raises BadEntry, also for what everybody says."""
    found = words_of(number, entry, most=_MOST_WORDS, besides=_BESIDES)
    if entry not in known:
        refuse_common(number, found)
        alike = _EVERYDAY.keys() & _forms(found) if len(found) == 1 else ()
        if alike:
            raise BadEntry(number, f"would be found in “{_EVERYDAY[min(alike)]}”, a common word.")
    return found


def _forms(words: Iterable[str]) -> set[str]:
    return {_single(word + ending) for word in words for ending in _ENDINGS}


def _single(word: str) -> str:
    """Return a word with every letter that is doubled made single."""
    return "".join(letter for letter, _ in groupby(word))


_EVERYDAY = {_single(word): word for word in sorted(COMMON)}
_OWN = frozenset(own_entries())
OWN_WORDS = AbuseList(own_entries())
