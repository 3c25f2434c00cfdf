"""Whether a display name would pass for somebody on a chat's panel, or for the team itself.

Decided: what carries no name is no disguise - signs, emoji, digits for letters, "the", "real" - and
neither is a title ("Mr Cole"), a place or body of the chat ("Adeyemi, Bedminster"), a first name
cut short or put last ("D Cole", "Cole, Daniel"). A surname shown alone on the panel is refused
alone, though "Lewis" is a first name as well: one letter more, "Lewis M", is let in. So is
another first name with the same surname ("Ruth Lewis" beside Bryn, "Joe Park" beside Jo), for
families share names. "Park" and "Bedminster Park" stay where the panel shows "Jo Park" in full.
The team's name is refused in any order ("Team Bedminster"); the place alone belongs to everybody.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .canonical import canonical_name
from .folding import fold
from .lists import group

Words = tuple[str, ...]

_AS_LETTERS = str.maketrans("i1!|0345$7+@8269", "lllloeasstt" + "abzbg")
_TWO_FOR_ONE = {"rn": "m", "vv": "w", "cl": "d"}
_TOKEN = re.compile(r"[^\s._*~,;:/\\'\"#&=<>\[\](){}?^-]+")
_LETTERS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?")  # without the digits around a word
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORTEST_GLUED = 4  # letters a surname needs before "mrcole" is read as two words


@dataclass(frozen=True, slots=True)
class _Panel:
    people: tuple[Words, ...]
    bodies: frozenset[str]  # the words of teams, organisations and their places


def is_on_panel(name: str, staff_names: Collection[str]) -> bool:
    """Say whether a name reads as one of these people or bodies.

    An entry that ends in team, council or the like is a body, and its other words its places. The
    name is in canonical form and without marks.
    """
    panel = _panel(tuple(staff_names))
    return any(
        _is_body(shown, panel) or any(_is_person(shown, own, panel) for own in panel.people)
        for shown in _readings(name)
    )


def _is_body(shown: Words, panel: _Panel) -> bool:
    words = [word for word in shown if word not in _NOISE]
    return (
        bool(panel.bodies)
        and any(word in _BODIES for word in words)
        and all(word in panel.bodies or word in _BODIES for word in words)
    )


def _is_person(shown: Words, own: Words, panel: _Panel) -> bool:
    """Say whether the words are those of one name, or that name with what tells nobody apart."""
    first, surname, glued = own[0], own[-1], "".join(shown)
    if glued == "".join(own) or (len(own) > 1 and own in _runs(shown, len(own))):
        return True
    title = glued.removesuffix(surname)
    if len(surname) >= _SHORTEST_GLUED and title in _TITLES:
        return True
    if surname not in shown:
        return False
    at = shown.index(surname)
    before, after = (_telling(words, panel) for words in (shown[:at], shown[at + 1 :]))
    if len(own) == 1:
        return not before and not after
    if before or after:
        is_short = len(before) == 1 and not after and first.startswith(before[0])
        return is_short or (not before and after == [first])
    is_titled = any(word in _TITLES for word in shown[:at])
    return is_titled or any(word in panel.bodies for word in shown[at + 1 :])


def _runs(words: Words, length: int) -> list[Words]:
    return [words[start : start + length] for start in range(len(words))]


def _telling(words: Words, panel: _Panel) -> list[str]:
    """Return the words that tell one person from another."""
    return [word for word in words if word not in _IDLE and word not in panel.bodies]


@lru_cache(maxsize=256)  # each question asks for its chat's panel
def _panel(staff_names: tuple[str, ...]) -> _Panel:
    people: list[Words] = []
    bodies: set[str] = set()
    for name in staff_names:
        words = _plain_words(without_marks(canonical_name(name)).translate(_BARE))
        if words and words[-1] in _BODIES:
            bodies.update(words)
        elif words:
            people.extend(_own(words))
    return _Panel(tuple(dict.fromkeys(people)), frozenset(bodies - _NOISE))


def _own(words: Words) -> list[Words]:
    """Return a name behind its rank and, where it has middle names, also without those."""
    last = max((at for at, word in enumerate(words[:-1]) if word in _TITLES), default=-1)
    words = words[last + 1 :]
    if len(words) > 1 and words[0] in _MORE_RANKS:
        words = words[1:]
    return [words, (words[0], words[-1])] if len(words) > 2 else [words]


@lru_cache(maxsize=1_024)
def _readings(name: str) -> frozenset[Words]:
    """Return the words of a name in every way they may be meant.

    Signs and digits are nothing ("Cole 2", "✓ Cole"), or each the letter it looks like ("C✓le").
    """
    texts = {one for text in (name, name.translate(_BARE)) for one in (text, _CAMEL.sub(" ", text))}
    return frozenset(words for text in texts for words in (_plain_words(text), _spelt_words(text)))


def without_marks(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(character for character in apart if unicodedata.category(character)[0] != "M")


class _Bare(dict[int, str]):
    """Nothing for an apostrophe, a space for any other sign; learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = bare = _bare(chr(code))
        return bare


def _bare(character: str) -> str:
    """Find emoji and punctuation; letters in boxes and circles are letters, O'Neill is a word."""
    if fold(character) == "'":
        return ""
    is_sign = unicodedata.category(character)[0] in "SP"
    return " " if is_sign and "LATIN" not in unicodedata.name(character, "") else character


def _plain_words(text: str) -> Words:
    found = (_LETTERS.search(word) for word in _WORD.findall(fold(text)))
    return tuple(_skeleton(word[0]) for word in found if word)


def _spelt_words(text: str) -> Words:
    tokens = (token for token in _TOKEN.findall(fold(text)) if _LETTERS.search(token))
    words = (_WORD.findall(token.translate(_AS_LETTERS)) for token in tokens)
    return tuple(_skeleton(word) for several in words for word in several)


def _skeleton(word: str) -> str:
    """Return a word with look-alikes made the same and doubled letters made single."""
    word = word.translate(_AS_LETTERS)
    for pair, letter in _TWO_FOR_ONE.items():
        word = word.replace(pair, letter)
    return "".join(letter for letter, _ in groupby(word))


def _skeletons(*names: str) -> frozenset[str]:
    return frozenset(_skeleton(word) for name in names for word in group(name))


_TITLES = _skeletons("titles", "word", "first")
_MORE_RANKS = _skeletons("rank")  # not titles of visitors: Di Jones is a name
_BODIES, _NOISE = _skeletons("bodies"), _skeletons("noise")
_IDLE = _TITLES | _BODIES | _NOISE
_BARE = _Bare()
