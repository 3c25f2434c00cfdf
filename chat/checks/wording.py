"""Patterns of words that people can read and write, and texts as rows of words to find them in.

A pattern reads like a phrase: words, (one of|these), words that may be missing?, ".." for up to three
words and "..." for up to seven, !(not|before) these, ^ and $ for the ends of a sentence, {name} for a
list. Words are lower case and without apostrophes: "he's" is two words, "he s", and "can't" is "cant".
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[.!?;:\u2026]+(?=\s|\Z)|\n|\s-+\s")
_ENDING = re.compile(r"'(s|m|re|ve|ll|d)\Z")
BREAK = "|"

_TOKEN = re.compile(r"\.{2,3}|!?\(|[)|^$?]|[^\s()|^$?.!]+")
_FIXED = {
    "..": "(?:[a-z0-9]+ ){0,3}?",
    "...": "(?:[a-z0-9]+ ){0,7}?",
    "^": r"(?<=\| )",
    "$": r"(?=\| )",
}


class Row:
    """The words of a text in a row, each sentence between two bars, and where each word stands."""

    def __init__(self, folded: str, spellings: dict[str, str]) -> None:
        self._words = [BREAK]
        self._spans = [(0, 0)]
        for found in _WORD.finditer(folded):
            for word in _plain(found[0], spellings):
                if word != BREAK or self._words[-1] != BREAK:
                    self._words.append(word)
                    self._spans.append(found.span())
        self._words.append(BREAK)
        self._spans.append((len(folded), len(folded)))
        self.flat = " ".join(self._words) + " "
        self._starts = list(accumulate((len(word) + 1 for word in self._words), initial=0))
        self._index = {start: index for index, start in enumerate(self._starts)}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of a stretch of `flat`."""
        return self._spans[self._index[start]][0], self._spans[self._index[end] - 1][1]

    def sentences(self, longest: int) -> Iterator[tuple[int, int, set[str]]]:
        """Yield start and end in `flat` and the words of each sentence, long ones in pieces.

        Pieces hold up to `longest` words and overlap by a third.
        """
        bars = [index for index, word in enumerate(self._words) if word == BREAK]
        for first, after in zip(bars, bars[1:]):
            for begin in range(first, max(after - longest // 3, first + 1), longest * 2 // 3):
                stop = min(begin + longest, after)
                yield self._starts[begin], self._starts[stop + 1], set(self._words[begin:stop])


def _plain(written: str, spellings: dict[str, str]) -> list[str]:
    if not written[0].isalnum():
        return [BREAK]
    if "'" not in written:
        return spellings.get(written, written).split()
    first, *rest = _ENDING.sub(r" \1", written).replace("'", "").split()
    return [*spellings.get(first, first).split(), *rest]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, and words of which every match holds at least one."""

    found: re.Pattern[str]
    anchors: frozenset[str]


def compiled(lines: list[str]) -> list[Pattern]:
    """Compile patterns, anchoring each on the words that are rarest among them all."""
    trees = [_parsed(line) for line in lines]
    seen = Counter(word for tree in trees for word in set(_words_of(tree)))
    return [
        Pattern(re.compile(f"(?<![a-z0-9]){_expression(tree)}"), _anchors(tree, seen))
        for tree in trees
    ]


def either(lines: list[str], *, ending: str = "") -> re.Pattern[str]:
    """Compile patterns into one that finds any of them."""
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
