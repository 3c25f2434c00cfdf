"""Patterns of words that people can read and write.

A pattern reads like a phrase: words, (one of|these), words that may be missing?, ".." for up to
three words and "..." for up to seven, !(not|before) these, ^ and $ for the ends of a sentence,
{name} for a list. Words are lower case and without apostrophes: "he's" is two words, "he s", and
"can't" is "cant".
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .rows import Sentence

_TOKEN = re.compile(r"\.{2,3}|!?\(|[)|^$?]|[^\s()|^$?.!]+")
_FIXED = {
    "..": "(?:[a-z0-9]+ ){0,3}?",
    "...": "(?:[a-z0-9]+ ){0,7}?",
    "^": r"(?<=\| )",
    "$": r"(?=\| )",
}


class Phrases:
    """Many patterns at once, each looked for only where one of its rarest words stands."""

    def __init__(self, lines: list[str]) -> None:
        trees = [_parsed(line) for line in lines]
        seen = Counter(word for tree in trees for word in set(_words_of(tree)))
        self._found = [re.compile(f"(?<![a-z0-9]){_expression(tree)}") for tree in trees]
        self._anchored: dict[str, list[int]] = {}
        self._loose: list[int] = []
        for number, tree in enumerate(trees):
            anchors = _anchors(tree, seen)
            for word in anchors:
                self._anchored.setdefault(word, []).append(number)
            if not anchors:
                self._loose.append(number)

    def anchors(self) -> set[str]:
        """Return the words that make a pattern worth trying."""
        return set(self._anchored)

    def worth_trying(self, words: set[str]) -> list[re.Pattern[str]]:
        """Return the patterns that may be found among these words."""
        here = words & self._anchored.keys()
        numbers = {number for word in here for number in self._anchored[word]}
        return [self._found[number] for number in sorted(numbers.union(self._loose))]

    def any_in(self, sentence: Sentence) -> bool:
        """Say whether any of the patterns stands in the sentence."""
        return any(map(sentence.has, self.worth_trying(sentence.words)))


def either(lines: list[str], *, ending: str = "") -> re.Pattern[str]:
    """Compile patterns into one that finds any of them, before an ending of its own."""
    found = "|".join(_expression(_parsed(line)) for line in lines)
    return re.compile(f"(?<![a-z0-9])(?:{found}){ending}")


@dataclass(slots=True)
class _Part:
    """A word or a fixed sign, or else a choice between sequences."""

    sign: str = ""
    choices: tuple["list[_Part]", ...] = ()
    optional: bool = False
    forbidden: bool = False


def _parsed(line: str) -> list[_Part]:
    tokens = _TOKEN.findall(line)
    parts, rest = _sequence(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"a bracket too many in: {line}")
    return parts


def _sequence(tokens: list[str], position: int) -> tuple[list[_Part], int]:
    parts: list[_Part] = []
    while position < len(tokens) and tokens[position] not in ("|", ")"):
        token = tokens[position]
        if token == "?":
            parts[-1].optional = True
        elif token.endswith("("):
            part, position = _choice(tokens, position)
            parts.append(part)
        else:
            parts.append(_Part(sign=token))
        position += 1
    return parts, position


def _choice(tokens: list[str], position: int) -> tuple[_Part, int]:
    choices, forbidden = [], tokens[position] == "!("
    while tokens[position] != ")":
        sequence, position = _sequence(tokens, position + 1)
        choices.append(sequence)
    return _Part(choices=tuple(choices), forbidden=forbidden), position


def _expression(parts: list[_Part]) -> str:
    return "".join(map(_one_expression, parts))


def _one_expression(part: _Part) -> str:
    if not part.choices:
        found = _FIXED.get(part.sign, f"{part.sign} ")
        return f"(?:{found})?" if part.optional else found
    found = "|".join(map(_expression, part.choices))
    if part.forbidden:
        return f"(?!{found})"
    return f"(?:{found}){'?' if part.optional else ''}"


def _words_of(parts: list[_Part]) -> Iterator[str]:
    for part in parts:
        if not part.choices and part.sign not in _FIXED:
            yield part.sign
        for choice in part.choices:
            yield from _words_of(choice)


def _anchors(parts: list[_Part], seen: Counter[str]) -> frozenset[str]:
    """Return the smallest bet: words of which one must be there, each as rare as can be."""
    bets = [bet for bet in (_bet(part, seen) for part in parts) if bet]
    return min(bets, key=lambda bet: max(seen[word] for word in bet), default=frozenset())


def _bet(part: _Part, seen: Counter[str]) -> frozenset[str]:
    if part.optional or part.forbidden or part.sign in _FIXED:
        return frozenset()
    if not part.choices:
        return frozenset({part.sign}) if part.sign.isalnum() else frozenset()
    bets = [_anchors(choice, seen) for choice in part.choices]
    return frozenset().union(*bets) if all(bets) else frozenset()
