"""Stretches of a text that spell something part by part, however the parts are kept apart."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

_LONGEST_GAP = 5
_RUN = re.compile("[a-z0-9]+")
_BREAK = re.compile(r"[^\W_]|[:£$€%]")


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
        first, after = self._index_at.get(start), self._index_at.get(end)
        if first is None or after is None:
            return []
        while not self.parts[after - 1].spells:
            after -= 1
        return self.parts[first:after]

    def starts_at(self, offset: int) -> Part | None:
        """Return the part whose spelling begins at `offset`."""
        first = self._index_at.get(offset)
        return None if first is None else self.parts[first]

    @cached_property
    def _index_at(self) -> dict[int, int]:
        """The number of the part that begins at each offset; silent parts give way to the next."""
        offsets = accumulate((len(part.spells) for part in self.parts), initial=0)
        return {offset: index for index, offset in enumerate(offsets)}


def chains(folded: str, read: Callable[[str], tuple[Part, ...]]) -> Iterator[list[Part]]:
    """Yield the parts `read` makes of the runs of letters and digits, as long as they follow on.

    `read` counts from the beginning of a run, so that it can remember what it has read.
    """
    chain: list[Part] = []
    breaks = _Breaks()
    before = 0
    for run in _RUN.finditer(folded):
        start, end = run.span()
        parts = read(run[0])
        if chain and (not parts or breaks[folded[before:start]]):
            yield chain
            chain = []
        for part in parts:
            chain.append(Part(start + part.start, start + part.end, part.spells, part.spoken))
        before = end
    if chain:
        yield chain


class _Breaks(dict[str, bool]):
    """Whether what stands between two runs keeps them apart; learnt as it is met."""

    def __missing__(self, gap: str) -> bool:
        self[gap] = broken = len(gap) > _LONGEST_GAP or _BREAK.search(gap) is not None
        return broken
