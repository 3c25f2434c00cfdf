"""What is asked, answered and said in the walk, and which words of it are out."""

from dataclasses import dataclass, field

from tests.people import Visitor


@dataclass
class Item:
    """A question, an answer or a notice in the walk, and the canaries of its present wording."""

    id: str
    canary: str
    state: str = "held"
    question: str = ""  # which an answer is to
    name: str = ""  # the canary in its asker's name, which stays when they reword it
    doubted: bool = False  # by Priya: Sam lets it through
    disputed: bool = False  # against Priya's rejection
    aside: str = ""  # the deed that set it aside
    own: str = ""  # its asker's page
    asker: Visitor | None = None
    into: str = ""  # what it was merged into
    notes: set[str] = field(default_factory=set)  # canaries of what is told of its corrections

    @property
    def canaries(self) -> set[str]:
        return {self.canary, self.name, *self.notes} - {""}


@dataclass
class Said(Item):
    """Something said beside the answers."""

    sort: str = ""
    note: str = ""  # the canary in what goes with it
    answer: Item | None = None  # what it corrects

    @property
    def canaries(self) -> set[str]:
        return {self.canary, self.note} - {""}


def held(item: Item) -> bool:
    return item.state == "held"
