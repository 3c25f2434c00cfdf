"""What a reader is given of a room: plain values that templates, frames and JSON are made from."""

from dataclasses import dataclass
from datetime import datetime

from chat.checks import Finding
from chat.rooms.measures import OwnMeasure
from chat.rooms.models import (
    AnswerState,
    Aside,
    Change,
    Lane,
    QuestionState,
    Reason,
    Turning,
)
from foundation.clock import stamp


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    id: str
    name: str  # of the seat: "Sgt Cole"
    role: str  # "Bedminster neighbourhood team"
    organisation: str | None  # a partner's
    text: str
    at: datetime
    edited: Change | None


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question that was let through, in its released words, with the answers that were."""

    id: str
    number: int
    name: str
    text: str
    at: datetime  # when it was first shown
    edited: Change | None  # why a moderator changed the words
    unanswered: bool  # the chat ended first
    answering: str | None  # who is on it now
    answers: tuple[PublicAnswer, ...]


@dataclass(frozen=True, slots=True)
class PublicNotice:
    id: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question as its asker sees it, and nobody else; only the holder of the receipt gets one."""

    id: str
    receipt: str
    chat_slug: str
    state: QuestionState
    name: str
    text: str
    at: datetime
    urgent: bool
    ahead: int | None  # held questions before it; None unless it is in the queue
    number: int | None
    edited: bool
    reason: Reason | None
    answers: tuple[PublicAnswer, ...]
    follows: str  # the question whose fate is its own: itself, or what it was merged into
    over: bool = False  # the chat has ended
    asked_back: bool = False  # it is to be put in other words
    turning: Turning | None = None  # where it was diverted to
    measures: tuple[OwnMeasure, ...] = ()  # taken over it, against its asker


@dataclass(frozen=True, slots=True)
class Held:
    """One item in the hold queue: a question, or an answer that waits for its release."""

    id: str
    sort: str  # "question" or "answer"
    version: str
    name: str
    text: str
    at: datetime
    lane: Lane
    turn: int  # how many its asker had asked here before
    findings: tuple[Finding, ...]
    number: int | None  # of the question an answer replies to
    about: str | None  # the released words of that question
    question_id: str
    aside: Aside | None = None
    holder: int | None = None  # who has it open
    holder_name: str = ""
    doubter: int | None = None  # who does not let it through themselves
    doubter_name: str = ""
    handed_to: str = ""  # whom it is escalated to
    due_at: datetime | None = None  # by when they should have looked at it
    resembles: bool = False  # somebody banned asked from the same address today

    @property
    def place(self) -> str:
        """The list on the desk that it stands in."""
        return f"queue-{self.aside}" if self.aside else "queue"

    @property
    def urgent(self) -> bool:
        return self.lane is Lane.URGENT

    @property
    def order(self) -> str:
        """Sorts the queue: by lane, then everybody's first before anybody's second, then the
        oldest. Among the urgent nobody waits for their turn."""
        turn = 0 if self.urgent else self.turn
        return f"{self.lane:d}-{turn:04d}-{stamp(self.at)}-{self.id}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another question of the same asker in this chat, for the moderator's eyes."""

    id: str
    state: QuestionState
    text: str
    at: datetime
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Alike:
    """A question that may ask the same as the one in hand."""

    id: str
    number: int | None
    name: str
    text: str

    @property
    def choice(self) -> tuple[str, str]:
        """As a list offers it: its id, and what it asks."""
        mark = f"Q{self.number} " if self.number else ""
        return self.id, f"{mark}{self.name}: {self.text}"


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """An answer in whatever state, as the whole panel sees it."""

    id: str
    seat_id: int  # whose: a script marks one's own by the page's data-seat
    name: str
    state: AnswerState
    text: str
    at: datetime
    reason: Reason | None  # why the moderator gave it back


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """A released question on the officers' desk; one rendering serves the whole panel."""

    question: PublicQuestion
    seat_id: int | None  # who holds it
    waiting: bool  # no public answer yet
    answers: tuple[PanelAnswer, ...]
