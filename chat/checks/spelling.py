"""Numbers and letters as people spell them out: in words, in look-alikes, apart or run together."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

UNITS = {
    "0": "zero oh nought naught nowt nil zeroe zerro zro",
    "1": "one wun onne",
    "2": "two twoo tow",
    "3": "three thre threee",
    "4": "four foour fuor foru",
    "5": "five fife fve fiv",
    "6": "six sixx",
    "7": "seven sevn sevin seveen sevven",
    "8": "eight eigth eght ait",
    "9": "nine niner nien nin",
}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TIMES = {"double": 2, "doubel": 2, "dubble": 2, "dbl": 2, "triple": 3, "tripple": 3, "treble": 3}
POWERS = {"hundred": "00", "hundered": "00", "hundrd": "00", "thousand": "000"}
FILLERS = frozenset(
    "and then space dash hyphen dot point stop stroke slash gap comma followed by brackets bracket".split()
)
ALPHABET = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar"
    " papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu"
    " alfa juliett whisky quebeck ecko"
)
# Letters by their names; those that are everyday words are left out.
LETTERS = "b bee c cee d dee f eff g gee h aitch h haitch j jay k kay l ell q cue q queue s ess t tee v vee z zed"
_LONGEST_GAP = 5

_WORDS = {word: digit for digit, words in UNITS.items() for word in words.split()}
_WORDS |= {word: str(10 + count) for count, word in enumerate(TEENS.split())}
_TENS = {word: str(2 + count) for count, word in enumerate(TENS.split())} | {"fourty": "4"}
_ROUND = frozenset(f"{ten}0" for ten in _TENS.values())
_NAMES = LETTERS.split()
_SPOKEN = {word: word[0] for word in ALPHABET.split()} | dict(zip(_NAMES[1::2], _NAMES[::2]))
_SPOKEN |= dict.fromkeys(("then", "space", "dash", "hyphen", "gap", "ray"), "")

_RUN = re.compile("[a-z0-9]+")
_MIXED = re.compile("[0-9]+|[a-z]+")
_BREAK = re.compile(r"[^\W_]|[:£$€%]")
_ALIKE = str.maketrans("oilszb", "011528")
_CHUNK = re.compile("[0-9oilszb]+")
_SOUNDS_LIKE = {
    "o": "[o0]",
    "e": "[e3]",
    "i": "[i1l]",
    "s": "[s5]",
    "t": "[t7]",
    "z": "[z2]",
    "g": "[g9]",
}
_LEET = [
    (re.compile("".join(_SOUNDS_LIKE.get(letter, letter) for letter in words.split()[0])), digit)
    for digit, words in UNITS.items()
]
_LONE = {"o": "0", "oo": "00", "ooo": "000", "l": "1", "i": "1"}
_SAID = {*_WORDS, *_TENS, *TIMES, *POWERS, *FILLERS}
_SHORTEST_TOGETHER = 7
_TOGETHER = re.compile(
    "|".join(sorted((*_WORDS, *_TENS, *TIMES, *POWERS, "o"), key=len, reverse=True))
)


class Part(NamedTuple):
    """A stretch of the text and the characters it spells."""

    start: int
    end: int
    spells: str
    spoken: bool = False


class Chain:
    """Parts that follow each other, and all they spell in one string."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.spells = "".join([part.spells for part in parts])

    def whole_parts(self, start: int, end: int) -> list[Part]:
        """Return the parts that spell from `start` to `end`, none if either falls within a part."""
        first, last = self._index_at.get(start), self._index_at.get(end)
        return [] if first is None or last is None else self.parts[first:last]

    def starts_at(self, offset: int) -> Part | None:
        """Return the part whose spelling begins at `offset`."""
        first = self._index_at.get(offset)
        return None if first is None else self.parts[first]

    @cached_property
    def _index_at(self) -> dict[int, int]:
        """The number of the part that begins at each offset; silent parts give way to the next."""
        offsets = accumulate((len(part.spells) for part in self.parts), initial=0)
        return {offset: index for index, offset in enumerate(offsets)}


_NOTHING = Part(0, 0, "")


def digit_chains(folded: str) -> list[Chain]:
    """Return each stretch of a folded text that can be read aloud as digits."""
    chains = _chains(folded, _digit_parts)
    said = (_said(parts) if any([part.spoken for part in parts]) else parts for parts in chains)
    return [Chain(parts) for parts in said if parts]


def letter_chains(folded: str) -> list[Chain]:
    """Return each stretch of a folded text that can be read as letters with digits among them."""
    chains = map(Chain, _chains(folded, _letter_parts))
    return [chain for chain in chains if _is_mixed(chain.spells)]


def _is_mixed(spelt: str) -> bool:
    return not spelt.isalpha() and not spelt.isdigit()


def _chains(folded: str, read: Callable[[str, int], list[Part]]) -> Iterator[list[Part]]:
    chain: list[Part] = []
    breaks = _Breaks()
    before = 0
    for run in _RUN.finditer(folded):
        start, end = run.span()
        parts = read(run[0], start)
        if chain and (not parts or breaks[folded[before:start]]):
            yield chain
            chain = []
        chain += parts
        before = end
    if chain:
        yield chain


class _Breaks(dict[str, bool]):
    """Whether what stands between two runs keeps them apart; learnt as it is met."""

    def __missing__(self, gap: str) -> bool:
        self[gap] = broken = len(gap) > _LONGEST_GAP or _BREAK.search(gap) is not None
        return broken


def _digit_parts(run: str, start: int) -> list[Part]:
    end = start + len(run)
    if run.isdigit():
        return [Part(start, end, run)]
    if alike := _LONE.get(run):
        return [Part(start, end, alike)]
    if run in _SAID:
        return [Part(start, end, run, spoken=True)]
    if any(map(str.isdigit, run)):
        return _mixed_parts(run, start)
    return _run_together(run, start) if len(run) > _SHORTEST_TOGETHER else []


def _mixed_parts(run: str, start: int) -> list[Part]:
    """Read a run of letters and digits: o77oo, 07seven00 or s3ven."""
    if _CHUNK.fullmatch(run) and _mostly_digits(run):
        return [Part(start, start + len(run), run.translate(_ALIKE))]
    for pattern, digit in _LEET:
        if pattern.fullmatch(run):
            return [Part(start, start + len(run), digit)]
    parts: list[Part] = []
    for piece in _MIXED.finditer(run):
        read = _digit_parts(piece[0], start + piece.start())
        if not read or read[0].spells in FILLERS:
            return []
        parts += read
    return parts


def _mostly_digits(run: str) -> bool:
    digits = sum(map(str.isdigit, run))
    return digits * 2 >= len(run) or not run.strip("0123456789o")


def _run_together(run: str, start: int) -> list[Part]:
    """Read words without spaces: ohsevenseven."""
    parts: list[Part] = []
    position = 0
    while found := _TOGETHER.match(run, position):
        parts.append(Part(start + position, start + found.end(), found[0], spoken=True))
        position = found.end()
    return parts if position == len(run) and len(parts) > 1 else []


def _said(chain: list[Part]) -> list[Part]:
    """Turn words into the digits they stand for: double seven, twenty three, nine hundred."""
    said: list[Part] = []
    times = times_from = 0
    before = ""
    for part in chain:
        word, last = part.spells, said[-1] if said else _NOTHING
        if word in TIMES:
            times, times_from = TIMES[word], part.start
        elif word in POWERS and 0 < len(last.spells) <= 2:
            said[-1] = Part(last.start, part.end, last.spells + POWERS[word], spoken=True)
        elif digits := _digits(word):
            if times:
                said.append(Part(times_from, part.end, digits * times, spoken=True))
            elif part.spoken and last.spoken and _completes(last.spells, digits, before):
                joined = last.spells[: -len(digits)] + digits
                said[-1] = Part(last.start, part.end, joined, spoken=True)
            else:
                said.append(Part(part.start, part.end, digits, part.spoken))
            times = 0
        before = word
    return said


def _digits(word: str) -> str:
    if word in _TENS:
        return f"{_TENS[word]}0"
    if word == "o":
        return "0"
    return _WORDS.get(word, word if word.isdigit() else "")


def _completes(last: str, digits: str, before: str) -> bool:
    """Twenty and three make 23, nine hundred and twelve 912; two, zero and three stay apart."""
    if len(digits) == 1 and digits != "0" and last in _ROUND:
        return True
    return before == "and" and last.endswith("0" * len(digits)) and last.endswith("00")


def _letter_parts(run: str, start: int) -> list[Part]:
    end = start + len(run)
    if run in _SPOKEN:
        return [Part(start, end, _SPOKEN[run], spoken=True)]
    if run in _WORDS and len(run) > 2:
        return [Part(start, end, _WORDS[run], spoken=True)]
    if len(run) <= 3 or (len(run) <= 8 and any(map(str.isdigit, run))):
        return [Part(start, end, run)]
    return []
