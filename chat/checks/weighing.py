"""How urgent sentences sound as a whole, by weights learnt from examples.

The weights (words/weights.txt) are learnt from the sentences in tests/checks by `learn.py` beside
them. A sign is a word, or in square brackets a group of words (words/groups.txt) or a way of
speaking.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import fsum

from .calming import Mood
from .lists import sections, word_list
from .rows import BREAK, Sentence

_DOING = re.compile(r"\b(?:is|are|s|re|m|am) (?:\w+ )?\w+ing\b")
_DONE = re.compile(r"\b(?:has|have|s|ve) (?:just )?\w+(?:ed|en|wn|ne)\b")


def _groups() -> dict[str, list[str]]:
    """Return for each word or phrase the groups it belongs to."""
    groups: dict[str, list[str]] = {}
    for name, rows in sections("groups").items():
        for phrase in " ".join(rows).split():
            groups.setdefault(phrase.replace("_", " "), []).append(f"[{name}]")
    return groups


_GROUPS = _groups()
_LONGEST_FROM: dict[str, int] = {}
for _phrase in _GROUPS:
    _first, _length = _phrase.partition(" ")[0], _phrase.count(" ") + 1
    _LONGEST_FROM[_first] = max(_LONGEST_FROM.get(_first, 0), _length)
_WEIGHTS = {
    sign: float(weight) for sign, weight in (line.rsplit(" ", 1) for line in word_list("weights"))
}


# Well over even chances. At 0.3 one in eight of the demonstration's harmless lines cries wolf, and
# moderators stop reading alarms that do; here one in fifteen, and no cry more of residents goes
# unheard of those who had not seen these checks.
ENOUGH = 1.2
_FEWEST_WORDS = 3


def signs(mood: Mood) -> set[str]:
    """Return all the signs of one sentence."""
    return _plain_signs(mood.sentence) | _mood_signs(mood)


def heavy(moods: list[Mood]) -> Iterator[tuple[Mood, Mood]]:
    """Yield first and last of the sentences that weigh enough, alone or else two in a row.

    One or two words weigh nothing; what they cry for is among the phrases.
    """
    moods = [mood for mood in moods if len(mood.sentence.row) > _FEWEST_WORDS]
    plain = [_plain_signs(mood.sentence) for mood in moods]
    alone = [mood for mood, found in zip(moods, plain, strict=True) if _is_heavy(found, (mood,))]
    if alone:
        yield from zip(alone, alone, strict=True)
        return
    for pair, found in zip(pairwise(moods), pairwise(plain), strict=True):
        if _is_heavy(found[0] | found[1], pair):
            yield pair


def _is_heavy(plain: set[str], moods: Iterable[Mood]) -> bool:
    """Say whether sentences weigh enough for a person to look at once.

    How they speak takes long to find out, so it is left out where it cannot turn the scale.
    """
    weight = _WEIGHTS["[bias]"] + _weight(plain)
    if weight + _MOST_BY_MOOD < ENOUGH:
        return False
    return weight + _weight(set().union(*map(_mood_signs, moods))) >= ENOUGH


def _weight(found: set[str]) -> float:
    # fsum: a plain sum depends on the order of a set, which is another one in every process.
    return fsum([_WEIGHTS.get(sign, 0.0) for sign in found])


def _plain_signs(sentence: Sentence) -> set[str]:
    row = [word for word in sentence.row if word != BREAK]
    found = set(row)
    for start, word in enumerate(row):
        if not (longest := _LONGEST_FROM.get(word)):
            continue
        for length in range(1, longest + 1):
            found.update(_GROUPS.get(" ".join(row[start : start + length]), ()))
    return found.union(sign for sign, manner in _MANNERS if sentence.has(manner))


def _mood_signs(mood: Mood) -> set[str]:
    said = {
        "[asks]": mood.asks,
        "[not now]": mood.is_not_now,
        "[this moment]": mood.is_this_moment,
        "[supposes]": mood.supposes,
        "[tells]": not (mood.asks or mood.is_not_now or mood.supposes),
    }
    return {sign for sign, is_so in said.items() if is_so}


_MANNERS = (("[doing]", _DOING), ("[done]", _DONE))
_MOODS = ("[asks]", "[not now]", "[this moment]", "[supposes]", "[tells]")
_MOST_BY_MOOD = sum(max(_WEIGHTS.get(sign, 0.0), 0.0) for sign in _MOODS)
