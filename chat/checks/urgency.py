"""Whether somebody may be in danger now.

Two readings, and either is enough: phrases that people in danger use (words/urgent.txt), unless the
sentence calms them, and the weight of all the words together, for what no phrase foresaw.
"""

import re
from collections.abc import Iterator
from itertools import islice

from .calming import Mood
from .findings import Finding
from .lists import sections, word_list
from .rows import Row
from .weighing import heavy, signs
from .wording import Phrases

_GRADES = ("always", "now", "moment")
_LONGEST_SENTENCE = 60  # words
_MOST_SEARCHES = 4_000  # some twenty milliseconds; whoever needs more has written to be urgent
_MOST_FINDINGS = 10


def _spellings() -> dict[str, str]:
    rows = (row.split(": ") for row in word_list("spellings"))
    return {other.replace("'", ""): word for word, others in rows for other in others.split()}


_SPELLINGS = _spellings()
_PHRASES = {grade: Phrases(sections("urgent")[grade]) for grade in _GRADES}


def alarms(folded: str) -> Iterator[Finding]:
    """Yield what sounds urgent in a folded text."""
    row = Row(folded, _SPELLINGS)
    moods = _moods(row)
    found = list(islice(_phrases(moods), _MOST_FINDINGS)) or [
        (first.sentence.start, last.sentence.end) for first, last in heavy(moods)
    ]
    return (Finding(*row.span(start, end), "urgent") for start, end in found)


def text_signs(folded: str) -> set[str]:
    """Return the signs by which a whole folded text is weighed, for those who learn the weights."""
    return set().union(*(signs(mood) for mood in _moods(Row(folded, _SPELLINGS))))


def _moods(row: Row) -> list[Mood]:
    return [Mood(sentence) for sentence in row.sentences(_LONGEST_SENTENCE)]


def _phrases(moods: list[Mood]) -> Iterator[tuple[int, int]]:
    """Yield where an urgent phrase stands in a sentence that does not calm it.

    A text with so many alarming words that reading on would take too long wants a person anyway.
    """
    searches = 0
    for mood in moods:
        for grade, phrases in _PHRASES.items():
            tries = phrases.worth_trying(mood.sentence.words)
            searches += len(tries)
            yield from filter(None, (_alarm(mood, grade, pattern) for pattern in tries))
        if searches > _MOST_SEARCHES:
            yield mood.sentence.start, mood.sentence.end
            return


def _alarm(mood: Mood, grade: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    sentence = mood.sentence
    for found in pattern.finditer(sentence.flat, sentence.start, sentence.end):
        if not mood.calms(grade, found):
            return found.span()
    return None


def alarming_words() -> list[str]:
    """Return the words by which the phrases are looked up."""
    return sorted(set().union(*(phrases.anchors() for phrases in _PHRASES.values())))
