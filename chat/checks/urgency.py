"""Whether somebody may be in danger now.

A phrase of words/urgent.txt raises the alarm; what stands around it in the same sentence
(words/calm.txt) may calm it: "he's got a knife" against "what would you do if he's got a knife".
"""

import re
from collections.abc import Iterator

from .findings import Finding
from .folding import word_list
from .wording import Pattern, Row, compiled, either

_NAME = re.compile(r"\{(\w+)\}")
_MACRO = re.compile(r"(\w+) = (.+)")
_SECTION = re.compile(r"\[(\w+)\]")
_LONGEST_SENTENCE = 60
_MOST_SEARCHES = 4_000  # some twenty milliseconds; whoever needs more has written to be urgent
_MOST_FINDINGS = 10
_BEFORE = 60


def _sections(name: str) -> dict[str, list[str]]:
    """Read the patterns of a file, section by section, with its lists put in."""
    sections: dict[str, list[str]] = {}
    lists: dict[str, str] = {}
    lines: list[str] = []
    for line in word_list(name):
        if section := _SECTION.fullmatch(line):
            lines = sections.setdefault(section[1], [])
        elif macro := _MACRO.fullmatch(line):
            lists[macro[1]] = "|".join(macro[2].split())
        else:
            lines.append(_NAME.sub(lambda found: f"({lists[found[1]]})", line))
    return sections


def _spellings() -> dict[str, str]:
    rows = (row.split(": ") for row in word_list("spellings"))
    return {
        variant.replace("'", ""): word for word, variants in rows for variant in variants.split()
    }


_URGENT, _CALM = _sections("urgent"), _sections("calm")
_SPELLINGS = _spellings()
_GRADED = [
    (grade, pattern)
    for grade in ("always", "now", "moment")
    for pattern in compiled(_URGENT[grade])
]
_NOT = either(_CALM["before"], ending=r"\Z")
_SPOKEN_OF = either(_CALM["about"], ending=r"\Z")
_IF = either(_CALM["if"])
_LONG_AGO = either(_CALM["distant"])
_NOT_NOW = either(_CALM["past"] + _CALM["habit"] + _CALM["talk"])
_QUESTION, _ASKED = either(_CALM["question"]), either(_CALM["asked"])
_THIS_MOMENT = either(_CALM["moment"])


def _by_anchor() -> dict[str, list[int]]:
    anchored: dict[str, list[int]] = {}
    for number, (_, pattern) in enumerate(_GRADED):
        for word in pattern.anchors:
            anchored.setdefault(word, []).append(number)
    return anchored


_ANCHORED = _by_anchor()


def alarms(folded: str) -> Iterator[Finding]:
    """Yield what sounds urgent in a folded text.

    Reading stops after ten findings. It stops as well, with a finding, where a text has so many
    alarming words that reading on would take too long: such a text wants a person anyway.
    """
    row = Row(folded, _SPELLINGS)
    searches = count = 0
    for start, end, words in row.sentences(_LONGEST_SENTENCE):
        if words.isdisjoint(_ANCHORED):
            continue
        sentence = _Sentence(row.flat, start, end)
        numbers = {number for word in words & _ANCHORED.keys() for number in _ANCHORED[word]}
        searches += len(numbers)
        if searches > _MOST_SEARCHES:
            yield Finding(*row.span(start, end), "urgent")
            return
        for number in sorted(numbers):
            found = sentence.alarm(*_GRADED[number])
            if found:
                yield Finding(*row.span(*found), "urgent")
                count += 1
        if count >= _MOST_FINDINGS:
            return


class _Sentence:
    """One sentence of a row, and what calms it, looked up only when something is alarming."""

    def __init__(self, flat: str, start: int, end: int) -> None:
        self.flat, self.start, self.end = flat, start, end

    def alarm(self, grade: str, pattern: Pattern) -> tuple[int, int] | None:
        """Return where the pattern stands, unless the sentence takes the alarm out of it."""
        for found in pattern.found.finditer(self.flat, self.start, self.end):
            if not self._is_calm(grade, found):
                return found.span()
        return None

    def _is_calm(self, grade: str, found: re.Match[str]) -> bool:
        before = max(self.start, found.start() - _BEFORE)
        if _NOT.search(self.flat, before, found.start()):
            return True
        if grade == "always":
            return self._has(_LONG_AGO)
        if any(calm.search(self.flat, before, found.start()) for calm in (_SPOKEN_OF, _IF)):
            return True
        if self._has(_THIS_MOMENT):
            return grade == "moment" and self._is_question
        return grade == "moment" or self._is_question or self._has(_NOT_NOW)

    @property
    def _is_question(self) -> bool:
        return self._has(_QUESTION) and not self._has(_ASKED)

    def _has(self, wanted: re.Pattern[str]) -> bool:
        return wanted.search(self.flat, self.start, self.end) is not None
