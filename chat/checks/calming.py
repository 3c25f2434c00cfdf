"""What around alarming words takes the alarm out of them: questions, habits, the past, stories."""

import re
from functools import cached_property

from .lists import sections
from .rows import Sentence
from .wording import Phrases, either

_BEFORE = 60  # characters in which a word can still turn what follows it

_CALM = sections("calm")
_NOT = either(_CALM["before"], ending=r"\Z")
_SPOKEN_OF = either(_CALM["about"], ending=r"\Z")
_IF = either(_CALM["if"])
_LONG_AGO = Phrases(_CALM["distant"])
_NOT_NOW = Phrases(_CALM["past"] + _CALM["habit"] + _CALM["talk"])
_QUESTION, _ASKED = Phrases(_CALM["question"]), Phrases(_CALM["asked"])
_THIS_MOMENT = Phrases(_CALM["moment"])


class Mood:
    """How a sentence speaks, each side of it looked up when it is first asked for."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    @cached_property
    def asks(self) -> bool:
        """It is a question about things in general."""
        return _QUESTION.any_in(self.sentence) and not _ASKED.any_in(self.sentence)

    @cached_property
    def is_not_now(self) -> bool:
        """It tells of the past, of habits or of stories."""
        return _NOT_NOW.any_in(self.sentence)

    @cached_property
    def is_long_ago(self) -> bool:
        """It tells of years ago."""
        return _LONG_AGO.any_in(self.sentence)

    @cached_property
    def is_this_moment(self) -> bool:
        """It says that it is happening as it is written."""
        return _THIS_MOMENT.any_in(self.sentence)

    @cached_property
    def supposes(self) -> bool:
        """It supposes something."""
        return self.sentence.has(_IF)

    def calms(self, grade: str, found: re.Match[str]) -> bool:
        """Say whether the sentence takes the alarm out of a phrase of words/urgent.txt."""
        if self._stands_before(found, _NOT):
            return True
        if grade == "always":
            return self.is_long_ago
        if self._stands_before(found, _SPOKEN_OF) or self._stands_before(found, _IF):
            return True
        if self.is_this_moment:
            return grade == "moment" and self.asks
        return grade == "moment" or self.asks or self.is_not_now

    def _stands_before(self, found: re.Match[str], words: re.Pattern[str]) -> bool:
        begin = max(self.sentence.start, found.start() - _BEFORE)
        return words.search(self.sentence.flat, begin, found.start()) is not None
