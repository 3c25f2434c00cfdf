"""What a page makes of pieces, without a browser: the elements that stand, by place and order."""

from functools import lru_cache
from html.parser import HTMLParser

VOID = {
    "area",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


class Cutter(HTMLParser):
    """Cuts a run of HTML into its outermost elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.lines = html, html.splitlines(keepends=True)
        self.depth = 0
        self.pieces: list[tuple[dict[str, str | None], str]] = []
        self.feed(html)
        self.close()
        assert self.depth == 0, "a piece is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth == 0:
            self.attrs, self.begin = dict(attrs), self.place()
        if tag not in VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        self.depth -= 1
        if self.depth == 0:
            end = self.html.index(">", self.place()) + 1
            self.pieces.append((self.attrs, self.html[self.begin : end]))

    def place(self) -> int:
        line, column = self.getpos()
        return sum(len(one) for one in self.lines[: line - 1]) + column


@lru_cache(2_000)  # what is caught up with is the same again and again
def cut(html: str) -> list[tuple[dict[str, str | None], str]]:
    return Cutter(html).pieces


class Shelf:
    """The pieces of one page as they stand; `put` does what the page's script does."""

    def __init__(self, html: str = "") -> None:
        self.standing: dict[str, tuple[str, str, str]] = {}
        self.put(html)

    def put(self, html: str) -> None:
        for attrs, piece in cut(html):
            element = attrs["id"]
            assert element, "a piece without an id"
            if "data-gone" in attrs:
                self.standing.pop(element, None)
            else:
                self.standing[element] = (attrs["data-place"], attrs.get("data-order") or "", piece)

    def shown(self) -> list[tuple[str, str, str, str]]:
        """Everything that stands, as a reader finds it."""
        return sorted((place, order, element, piece)
                      for element, (place, order, piece) in self.standing.items())  # fmt: skip
