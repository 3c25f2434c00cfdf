"""A text made from another, each of its characters still knowing where it comes from."""

import re
from collections.abc import Callable

from .folding import fold
from .sought import Sought


class Reading:
    """A text made from another, and where in that one each of its characters comes from."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self.text, self.spans = text, spans
        self.folded = fold(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the reading stands in the text it was made from."""
        spans = self.spans[start:end]
        return min(start for start, _ in spans), max(end for _, end in spans)

    def replaced(
        self, found: re.Pattern[str] | Sought, put: Callable[[re.Match[str]], str]
    ) -> "Reading":
        """Return a reading with other words for those found, which keep their place."""
        text: list[str] = []
        spans: list[tuple[int, int]] = []
        position = 0
        for at in found.finditer(self.folded):
            new = put(at)
            if new == at[0]:
                continue
            text += (self.text[position : at.start()], new)
            spans += self.spans[position : at.start()]
            spans += [self.span(*at.span())] * len(new)
            position = at.end()
        if not text:
            return self
        return Reading("".join((*text, self.text[position:])), spans + self.spans[position:])
