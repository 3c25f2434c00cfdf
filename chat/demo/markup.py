"""Reads the pieces of a page that arrive in frames: elements with their attributes and words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def gone(self) -> bool:
        """Whether the piece stands for something that is to be taken out of the page."""
        return "data-gone" in self.attributes

    @property
    def words(self) -> str:
        """All that is written in it, white space run together."""
        return " ".join("".join(self._texts()).split())

    def find(self, name: str) -> Iterator["Element"]:
        """Everything inside that has this class, in reading order."""
        for part in self.inside:
            if isinstance(part, Element):
                if name in part.attributes.get("class", "").split():
                    yield part
                yield from part.find(name)

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def pieces(html: str) -> list[Element]:
    """The outermost elements of a frame's html."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return [part for part in reader.root.inside if isinstance(part, Element)]
